package com.wattwell.portal.parameters;

import com.wattwell.portal.Texts;
import com.wattwell.protocol.ItemEntry;
import com.wattwell.protocol.Protocols;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What the standard calls an item. */
@Named
@RequestScoped
public class ItemNamed {

    @Inject
    private Texts texts;

    /** The line of the protocol's table that the item belongs to, or {@code null}. */
    public ItemEntry entry(String protocol, String item) {
        return Protocols.named(protocol).items().stream().filter(each -> each.numbersOf(item) != null).findFirst().orElse(null);
    }

    public String name(String protocol, String item) {
        ItemEntry entry = entry(protocol, item);
        return entry == null ? item : texts.type(entry.nameEn(), entry.nameZh());
    }

    public String unit(String protocol, String item) {
        ItemEntry entry = entry(protocol, item);
        return entry == null ? "" : entry.unit();
    }
}
