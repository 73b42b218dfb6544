package com.wattwell.portal.ask;

import com.wattwell.control.CommandService;
import com.wattwell.metering.MeterQueries;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.Visitor;
import com.wattwell.portal.control.WireBytes;
import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Protocols;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** A frame that an administrator writes himself: explained byte by byte before it is sent. */
@Named
@ViewScoped
public class OwnFrame implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private CommandService orders;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;

    private String hex;

    /** What the bytes say so far; empty while they are no bytes. */
    public List<WireBytes.Part> parts(MeterQueries.Row meter) {
        byte[] bytes = bytes();
        return bytes == null ? List.of() : WireBytes.parts(Protocols.named(meter.protocol()), bytes);
    }

    /** Whether something stands there that is no bytes in hex, or too many. */
    public boolean isUnreadable() {
        return hex != null && !hex.isBlank() && bytes() == null;
    }

    private byte[] bytes() {
        try {
            byte[] bytes = Hex.parse(hex == null ? "" : hex.replaceAll("\\s", ""));
            return bytes.length <= CommandService.MAX_RAW_BYTES ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Sends it; the page comes again with the answer on it. */
    public String send(int meter) {
        long[] made = new long[1];
        boolean done = attempt.to(() -> made[0] = orders.raw(visitor.caller(), meter, hex));
        return done ? "/ask?faces-redirect=true&id=" + meter + "&command=" + made[0] : null;
    }

    public int getMost() {
        return CommandService.MAX_RAW_BYTES;
    }

    public String getHex() {
        return hex;
    }

    public void setHex(String hex) {
        this.hex = hex;
    }
}
