package com.wattwell.message;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Messages in the resident's app: they are there as soon as their row is, and the app asks for them. */
@ApplicationScoped
public class AppChannel implements MessageChannel {

    @Override
    public Supplier supplier() {
        return Supplier.APP;
    }

    @Override
    public boolean tellsDelivery() {
        return true;
    }

    @Override
    public String send(SupplierKeys keys, Letter letter) {
        return letter.reference();
    }

    @Override
    public Optional<Standing> find(SupplierKeys keys, Letter letter, String number) {
        return Optional.of(new Standing(State.DELIVERED, letter.reference(), "APP"));
    }
}
