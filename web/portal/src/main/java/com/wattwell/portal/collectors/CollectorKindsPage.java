package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorKind;
import com.wattwell.collector.CollectorKindJson;
import com.wattwell.collector.CollectorKinds;
import com.wattwell.connector.ListeningPort;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The kinds of collectors there are, and a way in for one that another installation wrote out. */
@Named
@ViewScoped
public class CollectorKindsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private CollectorKinds kinds;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private String text;
    private String file;
    private transient LazyRows<CollectorKind> rows;
    private transient List<ListeningPort> ports;

    public LazyRows<CollectorKind> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(CollectorKind::id, (sort, descending, request) -> kinds.list(visitor.scope(), text, request));
        }
        return rows;
    }

    /** On which ports a box of this kind dials in; empty when none speaks its dialect. */
    public String portsOf(CollectorKind kind) {
        if (ports == null) {
            ports = kinds.ports();
        }
        return String.join(", ", ports.stream().filter(port -> port.dialect() == kind.dialect())
                .map(port -> port.port() + (port.tls() ? " TLS" : "")).toList());
    }

    public String read() {
        int[] made = new int[1];
        boolean done = attempt.to(() -> made[0] = kinds.create(visitor.caller(), company.forWriting(), CollectorKindJson.read(file)));
        if (!done) {
            return null;
        }
        attempt.say("kind.imported");
        return "/collector-kind?faces-redirect=true&id=" + made[0];
    }

    public boolean isFiltered() {
        return text != null && !text.isBlank();
    }

    public CompanyField getCompany() {
        return company;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getFile() {
        return file;
    }

    public void setFile(String file) {
        this.file = file;
    }
}
