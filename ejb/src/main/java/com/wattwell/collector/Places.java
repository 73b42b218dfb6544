package com.wattwell.collector;

import com.wattwell.platform.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Finds the area that a written place names, and makes what is missing of it. */
@Stateless
public class Places {

    /** Between the levels of a written place: {@code Lakeside Garden / Building 3 / 1502}. */
    public static final String SEPARATOR = " / ";

    @PersistenceContext
    private EntityManager entities;

    /**
     * @param place up to three levels, or {@code null} or blank for none
     * @return the area, or {@code null} for no place
     */
    public Area find(int companyId, String place) {
        if (place == null || place.isBlank()) {
            return null;
        }
        String[] names = place.strip().split("\\s*/\\s*");
        Area.Kind[] kinds = Area.Kind.values();
        if (names.length > kinds.length) {
            throw RefusedException.invalid("place", "refused.place", "place has at most three levels: estate / building / unit.");
        }
        Area area = null;
        for (int i = 0; i < names.length; i++) {
            if (names[i].isBlank() || names[i].length() > 100) {
                throw RefusedException.invalid("place", "refused.place", "Each level of place has 1 to 100 characters.");
            }
            area = child(companyId, area, kinds[i], names[i]);
        }
        return area;
    }

    private Area child(int companyId, Area parent, Area.Kind kind, String name) {
        return entities.createQuery("""
                        select a from Area a where a.companyId = :company and a.name = :name
                        and (a.parentId = :parent or (a.parentId is null and :parent is null))""", Area.class)
                .setParameter("company", companyId).setParameter("name", name).setParameter("parent", parent == null ? null : parent.id())
                .getResultStream().findFirst().orElseGet(() -> {
                    entities.createNativeQuery("""
                                    insert into area (company_id, parent_id, kind, name, path) values (:company, cast(:parent as int), :kind, :name, :path)
                                    on conflict do nothing""")
                            .setParameter("company", companyId).setParameter("parent", parent == null ? null : parent.id())
                            .setParameter("kind", kind.name()).setParameter("name", name)
                            .setParameter("path", parent == null ? name : parent.path() + SEPARATOR + name).executeUpdate();
                    return child(companyId, parent, kind, name);
                });
    }
}
