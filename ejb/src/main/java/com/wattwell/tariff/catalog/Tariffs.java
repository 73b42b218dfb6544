package com.wattwell.tariff.catalog;

import com.wattwell.platform.Database;
import com.wattwell.tariff.Commodity;
import com.wattwell.tariff.Label;
import com.wattwell.tariff.TariffVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The versions that prices are reckoned by. A published version is never changed, so how many a tariff has says whether those remembered are
 * all of them: one small query keeps every node right, and documents are read once.
 */
@ApplicationScoped
public class Tariffs {

    @Inject
    private Database database;

    private final Map<Integer, List<TariffVersion>> byTariff = new ConcurrentHashMap<>();

    /** What is in force on the days from one to before another, by their days: as {@code Pricing.charge} wants it. Empty when there is none. */
    public List<TariffVersion> inForce(int tariffId, LocalDate from, LocalDate to) {
        return inForce(published(List.of(tariffId)).getOrDefault(tariffId, List.of()), from, to);
    }

    /** Those of a list that are in force on the days from one to before another. */
    public static List<TariffVersion> inForce(List<TariffVersion> published, LocalDate from, LocalDate to) {
        int first = 0;
        int end = 0;
        for (int i = 0; i < published.size(); i++) {
            if (!published.get(i).effectiveFrom().isAfter(from)) {
                first = i;
            }
            if (published.get(i).effectiveFrom().isBefore(to)) {
                end = i + 1;
            }
        }
        return end <= first ? List.of() : published.subList(first, end);
    }

    /** All published versions of these tariffs, by their days: for runs that price many accounts. */
    public Map<Integer, List<TariffVersion>> published(Collection<Integer> tariffIds) {
        int[] ids = tariffIds.stream().mapToInt(Integer::intValue).distinct().toArray();
        Map<Integer, Integer> counts = new HashMap<>();
        database.list("select tariff_id, count(*) from tariff_version where tariff_id = any(?) and state = 'PUBLISHED' group by tariff_id",
                row -> counts.put(row.getInt(1), row.getInt(2)), ids);
        int[] stale = counts.entrySet().stream().filter(count -> byTariff.getOrDefault(count.getKey(), List.of()).size() != count.getValue())
                .mapToInt(Map.Entry::getKey).toArray();
        if (stale.length > 0) {
            byTariff.putAll(read(stale));
        }
        Map<Integer, List<TariffVersion>> published = new HashMap<>();
        counts.keySet().forEach(id -> published.put(id, byTariff.get(id)));
        return published;
    }

    private Map<Integer, List<TariffVersion>> read(int[] ids) {
        Map<Integer, List<TariffVersion>> read = new HashMap<>();
        database.list("""
                select v.tariff_id, v.number, v.effective_from, v.document, t.code, t.commodity, t.name_zh, t.name_en
                from tariff_version v join tariff t on t.id = v.tariff_id
                where v.tariff_id = any(?) and v.state = 'PUBLISHED' order by v.tariff_id, v.effective_from""", row -> read.computeIfAbsent(row.getInt("tariff_id"), id -> new ArrayList<>())
                .add(new TariffVersion(row.getString("code"), row.getInt("number"), row.getObject("effective_from", LocalDate.class), Commodity.valueOf(row.getString("commodity")),
                        new Label(row.getString("name_zh"), row.getString("name_en")), TariffDocument.read(row.getString("document")))), ids);
        read.replaceAll((id, versions) -> List.copyOf(versions));
        return read;
    }
}
