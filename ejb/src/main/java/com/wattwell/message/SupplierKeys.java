package com.wattwell.message;

/** A contract with a supplier, its secret opened; lives for one piece of work and is never logged. */
public record SupplierKeys(int id, int companyId, Supplier supplier, String accessKeyId, String secret, String appId, String signName) {

    @Override
    public String toString() {
        return supplier + " " + id;
    }
}
