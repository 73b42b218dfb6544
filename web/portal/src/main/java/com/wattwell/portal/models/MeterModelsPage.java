package com.wattwell.portal.models;

import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import com.wattwell.protocol.MeterProtocol;
import com.wattwell.protocol.Protocols;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The list of meter models: the companies' own, and those that ship with Wattwell. */
@Named
@ViewScoped
public class MeterModelsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private MeterModelQueries models;
    @Inject
    private Visitor visitor;

    private String text;
    private String protocol;
    private transient LazyRows<MeterModelQueries.Row> rows;

    public LazyRows<MeterModelQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(row -> row.model().id(), (sort, descending, request) -> models.list(visitor.scope(), text, protocol, request));
        }
        return rows;
    }

    public List<String> getProtocols() {
        return Protocols.all().stream().map(MeterProtocol::name).toList();
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getProtocol() {
        return protocol;
    }

    public void setProtocol(String protocol) {
        this.protocol = protocol;
    }
}
