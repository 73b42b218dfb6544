package com.wattwell.portal.meters;

import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Meters that a person has chosen one by one, on their way from the list to what is to be done with them. */
@SessionScoped
public class ChosenMeters implements Serializable {

    /** Meters that may be chosen by hand at once. */
    public static final int MOST = 1_000;

    private static final long serialVersionUID = 1;
    private static final int LISTS = 8;

    private final LinkedHashMap<String, List<Integer>> lists = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Integer>> eldest) {
            return size() > LISTS;
        }
    };

    /** @return the key under which they are found; the last few are kept */
    public synchronized String keep(Collection<Integer> meters) {
        String key = UUID.randomUUID().toString();
        lists.put(key, List.copyOf(meters));
        return key;
    }

    /** @throws RefusedException NOT_FOUND when they are kept no more */
    public synchronized List<Integer> of(String key) {
        List<Integer> meters = lists.get(key);
        if (meters == null) {
            throw RefusedException.notFound("choice", key);
        }
        return meters;
    }
}
