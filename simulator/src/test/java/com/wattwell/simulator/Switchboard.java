package com.wattwell.simulator;

import com.wattwell.protocol.Hex;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The least of a server: takes sockets on loopback, and a test reads and writes on them. */
final class Switchboard implements AutoCloseable {

    final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket door;

    Switchboard() throws IOException {
        door = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = door.accept();
                    socket.setSoTimeout(10_000);
                    sockets.add(socket);
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    static String text(Socket socket, int bytes) throws IOException {
        return new String(read(socket, bytes));
    }

    static String hex(Socket socket, int bytes) throws IOException {
        return Hex.of(read(socket, bytes));
    }

    static byte[] read(Socket socket, int bytes) throws IOException {
        InputStream in = socket.getInputStream();
        return in.readNBytes(bytes);
    }

    static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
