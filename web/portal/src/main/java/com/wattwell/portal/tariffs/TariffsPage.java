package com.wattwell.portal.tariffs;

import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.tariff.catalog.TariffExamples;
import com.wattwell.tariff.catalog.TariffQueries;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The list of tariffs, and the examples to begin with. */
@Named
@ViewScoped
public class TariffsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private TariffQueries tariffs;
    @Inject
    private Visitor visitor;

    private String text;
    private transient LazyRows<TariffQueries.Row> rows;

    public LazyRows<TariffQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(TariffQueries.Row::id, (sort, descending, request) -> tariffs.list(visitor.scope(), text, request));
        }
        return rows;
    }

    public List<TariffExamples.Example> getExamples() {
        return TariffExamples.all();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
