package com.wattwell.portal.customers;

import com.wattwell.tariff.ContractTerms;
import java.io.Serializable;
import java.math.BigDecimal;

/** What is agreed on beside the tariff, in a form. */
public class EditedTerms implements Serializable {

    private static final long serialVersionUID = 1;

    private BigDecimal contractKw;
    private BigDecimal capacityKva;
    private Integer beds;

    static EditedTerms of(ContractTerms agreed) {
        EditedTerms terms = new EditedTerms();
        terms.contractKw = agreed.contractKw();
        terms.capacityKva = agreed.capacityKva();
        terms.beds = agreed.beds();
        return terms;
    }

    ContractTerms terms() {
        return ContractTerms.of(contractKw, capacityKva, beds);
    }

    public BigDecimal getContractKw() {
        return contractKw;
    }

    public void setContractKw(BigDecimal contractKw) {
        this.contractKw = contractKw;
    }

    public BigDecimal getCapacityKva() {
        return capacityKva;
    }

    public void setCapacityKva(BigDecimal capacityKva) {
        this.capacityKva = capacityKva;
    }

    public Integer getBeds() {
        return beds;
    }

    public void setBeds(Integer beds) {
        this.beds = beds;
    }
}
