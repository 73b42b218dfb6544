package com.wattwell.portal;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a page looks up once a rendering, however often its words name it: an expression asks anew wherever it stands, also under another name. A page begins a
 * rendering before it, or a part of it, is shown.
 */
public final class Rendering implements Serializable {

    private static final long serialVersionUID = 1;

    private transient Map<String, Object> found = new HashMap<>();

    /** What was looked up before is not believed any more. */
    public void begin() {
        found = new HashMap<>();
    }

    /**
     * @param what names it within the page
     * @param look finds it, maybe {@code null}
     */
    @SuppressWarnings("unchecked") // a page asks for a thing in one place
    public <T> T once(String what, Supplier<T> look) {
        if (found == null) { // the page was put away with its session
            begin();
        }
        if (!found.containsKey(what)) {
            found.put(what, look.get());
        }
        return (T) found.get(what);
    }
}
