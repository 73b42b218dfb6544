package com.wattwell.payment;

import com.wattwell.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;

/** Where channels reach us from outside, by the system property {@value #URL}: the public address of the callback archive. */
@ApplicationScoped
public class Callbacks {

    /** {@code https://pay.example.cn/callback}; without it no order can be made, since nobody could tell us of its payment. */
    public static final String URL = "wattwell.callback.url";

    private final String url;

    public Callbacks() {
        this(System.getProperty(URL));
    }

    /** @param url what the system property would say, or {@code null} */
    public Callbacks(String url) {
        this.url = url == null ? null : url.strip().replaceFirst("/+$", "");
    }

    /** For payments and refunds of this merchant account. @throws RefusedException when the property is not set */
    public String ofPayments(Channel channel, int merchantAccountId) {
        return base() + "/pay/" + channel.name().toLowerCase(java.util.Locale.ROOT) + "/" + merchantAccountId;
    }

    private String base() {
        if (url == null || url.isBlank()) {
            throw new RefusedException(RefusedException.Kind.CONFLICT, "channel", "refused.noCallback",
                    "The server does not know its address for payment notices: set " + URL + ".", URL);
        }
        return url;
    }
}
