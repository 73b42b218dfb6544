package com.wattwell.portal.search;

import com.wattwell.portal.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;

/** What was found; when it is only one thing, that thing's page is shown at once. */
@Named
@RequestScoped
public class SearchPage {

    private static final int OF_EACH_KIND = 50;

    @Inject
    private Search search;
    @Inject
    private Visitor visitor;

    private String text;
    private List<Search.Hit> hits = List.of();

    public void look() throws IOException {
        hits = search.find(visitor.scope(), text, OF_EACH_KIND);
        if (hits.size() == 1) {
            ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
            external.redirect(external.getRequestContextPath() + hits.getFirst().href());
        }
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public List<Search.Hit> getHits() {
        return hits;
    }
}
