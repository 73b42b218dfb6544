package com.wattwell.portal.install;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an installer's page remembers as long as the person is signed in, so that a reload loses nothing. */
@SessionScoped
public class InstallMemory implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int MOST = 8;

    private Kept kept;
    private final ArrayList<Done> recent = new ArrayList<>();

    /**
     * The page as it stood last.
     *
     * @param collector id of the collector, with its name; both {@code null} before one was chosen
     * @param model     code of the model
     * @param meter     id of the meter that was found or added, or {@code null}
     * @param command   its test read, or {@code null}
     */
    public record Kept(Integer collector, String collectorName, Integer line, String model, String number, String place, Integer meter, Long command)
            implements Serializable {
    }

    /** A meter that was bound to a room. */
    public record Done(int meter, String address, String place, Instant at) implements Serializable {
    }

    /** @return {@code null} before anything was done */
    Kept kept() {
        return kept;
    }

    void keep(Kept now) {
        kept = now;
    }

    List<Done> recent() {
        return List.copyOf(recent);
    }

    /** Written down once a meter: what is bound anew moves to the front. */
    void add(Done done) {
        recent.removeIf(each -> each.meter() == done.meter());
        recent.addFirst(done);
        if (recent.size() > MOST) {
            recent.removeLast();
        }
    }
}
