package com.wattwell.protocol.mbus;

import com.wattwell.protocol.Hex;
import com.wattwell.protocol.MalformedFrameException;
import com.wattwell.protocol.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes an encoded request apart into the frames that are sent one after the other. */
final class RequestFrames {

    /** Link reset or selection, data, and the request for the answer; a few more do no harm. */
    private static final int MAX_FRAMES = 8;

    private RequestFrames() {
    }

    /** @throws MalformedFrameException when the bytes are not 1 to 8 frames of a master, one behind the other */
    static List<byte[]> of(byte[] request) {
        List<byte[]> frames = new ArrayList<>(3);
        int at = 0;
        do {
            if (!(FrameProbe.at(request, at, request.length) instanceof Probe.Frame whole)) {
                throw new MalformedFrameException("no frame starts at byte " + at + " of the request");
            }
            byte[] frame = Arrays.copyOfRange(request, at, at + whole.length());
            if (!LinkControl.fromMaster(control(frame))) {
                throw new MalformedFrameException("the frame at byte " + at + " of the request has the control field "
                        + Hex.of(control(frame)) + ", expected one of a master");
            }
            frames.add(frame);
            at += whole.length();
        } while (at < request.length && frames.size() < MAX_FRAMES);
        if (at < request.length) {
            throw new MalformedFrameException("the request has more than " + MAX_FRAMES + " frames");
        }
        return frames;
    }

    static int control(byte[] frame) {
        return frame[frame[0] == FrameProbe.SHORT_START ? 1 : FrameProbe.CONTROL_AT] & 0xFF;
    }

    static int address(byte[] frame) {
        return frame[frame[0] == FrameProbe.SHORT_START ? 2 : FrameProbe.ADDRESS_AT] & 0xFF;
    }

    /** CI, or -1 in a short frame. */
    static int information(byte[] frame) {
        return frame[0] == FrameProbe.SHORT_START ? -1 : frame[FrameProbe.INFORMATION_AT] & 0xFF;
    }

    /** Whether it asks for data, so that RSP_UD answers it. */
    static boolean asksForData(byte[] frame) {
        int control = control(frame) & ~LinkControl.FCB;
        return control == LinkControl.REQ_UD2 || control == LinkControl.REQ_UD1;
    }

    /** The address in a selection, or {@code null} when the frame selects nobody. */
    static SecondaryAddress selected(byte[] frame) {
        return information(frame) == Telegram.SELECT && frame.length >= FrameProbe.DATA_AT + SecondaryAddress.LENGTH + 2
                ? SecondaryAddress.read(frame, FrameProbe.DATA_AT) : null;
    }
}
