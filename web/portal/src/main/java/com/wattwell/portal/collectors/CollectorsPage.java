package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorQueries;
import com.wattwell.portal.LazyRows;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Map;

/** The list of collectors. */
@Named
@ViewScoped
public class CollectorsPage implements Serializable {

    private static final long serialVersionUID = 1;

    private static final Map<String, CollectorQueries.Sort> SORTS = Map.of("online", CollectorQueries.Sort.ONLINE, "name", CollectorQueries.Sort.NAME,
            "place", CollectorQueries.Sort.PLACE, "since", CollectorQueries.Sort.SINCE, "lastSeen", CollectorQueries.Sort.LAST_SEEN);

    @Inject
    private CollectorQueries collectors;
    @Inject
    private Visitor visitor;

    private String text;
    private Boolean online;
    private transient LazyRows<CollectorQueries.Row> rows;

    public LazyRows<CollectorQueries.Row> getRows() {
        if (rows == null) {
            rows = new LazyRows<>(CollectorQueries.Row::id, (sort, descending, request) -> collectors.list(visitor.scope(),
                    new CollectorQueries.Filter(text, online, null), sort == null ? CollectorQueries.Sort.CODE : SORTS.getOrDefault(sort, CollectorQueries.Sort.CODE), descending, request));
        }
        return rows;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public Boolean getOnline() {
        return online;
    }

    public void setOnline(Boolean online) {
        this.online = online;
    }

    public boolean isFiltered() {
        return text != null && !text.isBlank() || online != null;
    }
}
