package com.wattwell.portal.meters;

import com.wattwell.metering.MeterQueries;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** The list of meters, searched by last digits, name or place. */
@Named
@ViewScoped
public class MetersPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterQueries meters;
    @Inject
    private Visitor visitor;

    private String text;
    private boolean silent;
    private MeterQueries.Supply supply;
    private transient LazyRows<MeterQueries.Row> rows;

    public LazyRows<MeterQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(MeterQueries.Row::id, (sort, descending, request) -> meters.list(visitor.scope(),
                    new MeterQueries.Filter(text, null, supply, silent), MeterSorts.of(sort), descending, request));
        }
        return rows;
    }

    public MeterQueries.Supply[] getSupplies() {
        return MeterQueries.Supply.values();
    }

    public boolean isFiltered() {
        return text != null && !text.isBlank() || silent || supply != null;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public boolean isSilent() {
        return silent;
    }

    public void setSilent(boolean silent) {
        this.silent = silent;
    }

    public MeterQueries.Supply getSupply() {
        return supply;
    }

    public void setSupply(MeterQueries.Supply supply) {
        this.supply = supply;
    }
}
