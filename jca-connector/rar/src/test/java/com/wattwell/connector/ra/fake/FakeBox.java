package com.wattwell.connector.ra.fake;

import com.wattwell.protocol.dlt645.Dlt645Frame;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A collector on a real socket that does what a test tells it, byte by byte. */
public final class FakeBox implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;

    public FakeBox(InetSocketAddress address) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()));
    }

    public FakeBox(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public FakeBox send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.US_ASCII));
    }

    public FakeBox send(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            socket.getOutputStream().write(piece);
        }
        return this;
    }

    /** Reads exactly so many bytes. */
    public byte[] read(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the connection ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    /** The next request from the server, whatever preamble it has. */
    public Dlt645Frame request() throws IOException {
        InputStream in = socket.getInputStream();
        int start = in.read();
        while (start == Dlt645Frame.PREAMBLE) {
            start = in.read();
        }
        if (start < 0) {
            throw new IOException("the connection ended");
        }
        byte[] head = read(9);
        byte[] rest = read((head[8] & 0xFF) + 2);
        byte[] frame = new byte[1 + head.length + rest.length];
        frame[0] = (byte) start;
        System.arraycopy(head, 0, frame, 1, head.length);
        System.arraycopy(rest, 0, frame, 1 + head.length, rest.length);
        return Dlt645Frame.parse(frame);
    }

    /** Answers the next request as its meter would. */
    public Dlt645Frame answer() throws IOException {
        Dlt645Frame request = request();
        send(reply(request));
        return request;
    }

    public static byte[] reply(Dlt645Frame request) {
        return Dlt645Frame.reply(request, Dlt645Frame.itemData(request.identifier(), (byte) 0x26, (byte) 0, (byte) 0, (byte) 0)).encode(4);
    }

    /** Whether the server has closed the connection; waits for it. */
    public boolean isClosedByServer() throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what was under way
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Whether nothing comes for so long and the connection stays open. */
    public boolean isSilentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() == Integer.MIN_VALUE;
        } catch (SocketTimeoutException silent) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    public void shrinkReceiveWindow() throws IOException {
        socket.setReceiveBufferSize(1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
