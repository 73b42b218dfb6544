package com.wattwell.portal.search;

import com.wattwell.collector.CollectorQueries;
import com.wattwell.identity.Scope;
import com.wattwell.metering.MeterQueries;
import com.wattwell.platform.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** Finds meters and collectors by what a person remembers of them: last digits, a name, a place. */
@ApplicationScoped
public class Search {

    static final int MAX_TEXT = 100;
    private static final int MIN_TEXT = 2;

    /** @param kind {@code meter} or {@code collector}, also the name of its icon and page */
    public record Hit(String kind, int id, String name, String detail) {
        public String href() {
            return "/" + kind + "?id=" + id;
        }
    }

    @Inject
    private MeterQueries meters;
    @Inject
    private CollectorQueries collectors;

    /** At most {@code most} of each kind; collectors first, there are fewer of them. */
    public List<Hit> find(Scope scope, String text, int most) {
        if (text == null || text.strip().length() < MIN_TEXT || text.length() > MAX_TEXT) {
            return List.of();
        }
        Page.Request first = new Page.Request(1, most);
        return Stream.concat(
                collectors.list(scope, new CollectorQueries.Filter(text, null, null), CollectorQueries.Sort.CODE, false, first).items().stream()
                        .map(row -> new Hit("collector", row.id(), row.name(), detail(row.code(), row.place()))),
                meters.list(scope, new MeterQueries.Filter(text, null, null, false), MeterQueries.Sort.ID, false, first).items().stream()
                        .map(row -> new Hit("meter", row.id(), row.name(), detail(row.address(), row.place()))))
                .toList();
    }

    private static String detail(String code, String place) {
        return place == null ? code : code + " · " + place;
    }
}
