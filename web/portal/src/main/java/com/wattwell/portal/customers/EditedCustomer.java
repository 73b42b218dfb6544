package com.wattwell.portal.customers;

import com.wattwell.customer.CustomerService;
import java.io.Serializable;

/** A customer in a form. */
public class EditedCustomer implements Serializable {

    private static final long serialVersionUID = 1;

    private String name;
    private String phone;
    private String identityNumber;
    private String postalAddress;
    private String invoiceTitle;
    private String taxNumber;
    private String note;

    CustomerService.Details details() {
        return new CustomerService.Details(name, phone, identityNumber, postalAddress, invoiceTitle, taxNumber, note);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String phone) {
        this.phone = phone;
    }

    public String getIdentityNumber() {
        return identityNumber;
    }

    public void setIdentityNumber(String identityNumber) {
        this.identityNumber = identityNumber;
    }

    public String getPostalAddress() {
        return postalAddress;
    }

    public void setPostalAddress(String postalAddress) {
        this.postalAddress = postalAddress;
    }

    public String getInvoiceTitle() {
        return invoiceTitle;
    }

    public void setInvoiceTitle(String invoiceTitle) {
        this.invoiceTitle = invoiceTitle;
    }

    public String getTaxNumber() {
        return taxNumber;
    }

    public void setTaxNumber(String taxNumber) {
        this.taxNumber = taxNumber;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }
}
