package com.wattwell.protocol.dtu;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.Probe;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A concentrator of Q/GDW 1376.1 that logs in itself and forwards to its meters.
 *
 * <pre>
 *   concentrator → AFN 02 F1 login                station → AFN 00 F1 confirm
 *   concentrator → AFN 02 F3 heartbeat            station → AFN 00 F1 confirm
 *   station → AFN 10 F1 port, line settings, time-outs, length, a meter's frame
 *   concentrator → AFN 10 F1 port, length, the meter's answer
 * </pre>
 *
 * The request's data unit: port 1, line 1, time-out of the message 1, of a byte 1 (10 ms), length 2, frame, then a
 * password of 16 bytes. The answer's: port 1, length 2, frame. That every downlink of AFN 10 carries the password follows
 * the clause on the message authentication code and is not confirmed by a capture.
 */
final class Gdw3761Dialect extends PacketDialect {

    /**
     * How requests are forwarded.
     *
     * @param port            of the concentrator, 1 to 31
     * @param line            D7..D5 baud (011 = 2400), D4 two stop bits, D3 parity, D2 odd, D1 D0 data bits less five
     * @param replyTimeout    D7 = 1 counts seconds, otherwise 10 ms
     * @param byteTimeout     in 10 ms
     * @param stationNumber   of this master, 1 to 127
     * @param password        16 bytes, or none when the concentrator wants none
     */
    record Forwarding(int port, int line, int replyTimeout, int byteTimeout, int stationNumber, byte[] password) {

        /** Port 1, 2400 baud 8E1, five seconds, one second between bytes, an empty password. */
        static final Forwarding STANDARD = new Forwarding(1, 0x6B, 0x85, 100, 1, new byte[16]);

        @Override
        public String toString() {
            return "Forwarding[port=" + port + ", line=" + Hex.of(line) + "]";
        }
    }

    private static final int DOWN_REQUEST = 0x4B;
    private static final int DOWN_ANSWER = 0x0B;
    private static final int SINGLE = 0x60;
    private static final int NUMBER = 0x0F;
    private static final byte[] UNIT_F1 = {0, 0, 1, 0};
    private static final int ANSWER_HEAD = Gdw3761Frame.UNIT_LENGTH + 3;

    private final Forwarding forwarding;
    private String address;
    private int number;

    Gdw3761Dialect(Forwarding forwarding, int limitBytes) {
        super(limitBytes);
        this.forwarding = forwarding;
    }

    @Override
    Probe probe(byte[] bytes, int from, int to) {
        return Gdw3761Frame.probe(bytes, from, to);
    }

    @Override
    void packet(byte[] bytes, List<Event> events) {
        Gdw3761Frame frame = Gdw3761Frame.parse(bytes);
        if (!frame.fromConcentrator()) {
            events.add(new Event.Aside("Q/GDW 1376.1 echo of " + frame.words()));
            return;
        }
        if (frame.afn() == Gdw3761Frame.LINK) {
            link(frame, events);
        } else if (frame.afn() == Gdw3761Frame.FORWARD && frame.function() == 1) {
            forwarded(frame, events);
        } else {
            events.add(new Event.Aside("Q/GDW 1376.1 " + frame.words()));
        }
    }

    private void link(Gdw3761Frame frame, List<Event> events) {
        boolean login = frame.function() == Gdw3761Frame.LOGIN || !frame.address().equals(address);
        if (frame.function() == Gdw3761Frame.LOGOUT) {
            events.add(new Event.Ended("logout"));
        } else if (login) {
            address = frame.address();
            events.add(new Event.Registered(address, null));
        } else {
            events.add(new Event.Heartbeat("Q/GDW 1376.1 " + frame.words()));
        }
        events.add(new Event.Answer(new Gdw3761Frame(DOWN_ANSWER, frame.address(), frame.station(), Gdw3761Frame.CONFIRM,
                SINGLE | frame.seq() & NUMBER, UNIT_F1).encode()));
    }

    private static void forwarded(Gdw3761Frame frame, List<Event> events) {
        byte[] data = frame.data();
        int length = data.length < ANSWER_HEAD ? -1 : WholeFrame.word(data, ANSWER_HEAD - 2);
        if (length < 0 || length > data.length - ANSWER_HEAD) {
            events.add(new Event.Noise(data, "the forwarded length is " + length + ", there are "
                    + Math.max(0, data.length - ANSWER_HEAD) + " bytes"));
        } else if (length == 0) {
            events.add(new Event.Aside("Q/GDW 1376.1 forwarding without an answer"));
        } else {
            events.add(new Event.Payload(Arrays.copyOfRange(data, ANSWER_HEAD, ANSWER_HEAD + length)));
        }
    }

    /** {@inheritDoc} One frame for all of it; at most about 2000 bytes fit. */
    @Override
    public byte[] wrap(byte[] payload) {
        if (address == null) {
            throw new IllegalStateException("the concentrator has not logged in");
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream(payload.length + 32);
        data.writeBytes(UNIT_F1);
        data.write(forwarding.port());
        data.write(forwarding.line());
        data.write(forwarding.replyTimeout());
        data.write(forwarding.byteTimeout());
        data.write(payload.length);
        data.write(payload.length >> 8);
        data.writeBytes(payload);
        data.writeBytes(forwarding.password());
        int seq = SINGLE | number++ & NUMBER;
        return new Gdw3761Frame(DOWN_REQUEST, address, forwarding.stationNumber() << 1, Gdw3761Frame.FORWARD, seq,
                data.toByteArray()).encode();
    }
}
