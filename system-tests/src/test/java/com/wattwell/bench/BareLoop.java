package com.wattwell.bench;

import com.wattwell.protocol.MeterRequest;
import com.wattwell.protocol.Protocols;
import com.wattwell.simulator.CollectorPlan;
import com.wattwell.simulator.MeterRange;
import com.wattwell.simulator.RunningTown;
import com.wattwell.simulator.Town;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ceiling of the whole way of a reading: a socket server that knows nothing but to ask the next meter when the one
 * before has answered, and puts each value into the archive by bare {@code COPY}. No schedule, no database task, no
 * message, no retry, no bytes kept; the same town of the same clients, the same machine, the same partitions.
 */
final class BareLoop implements AutoCloseable {

    /** Control code, length, identifier; then four bytes of energy. */
    private static final int HEADER_BYTES = 14;
    private static final int REPLY_BYTES = 20;
    private static final int FRAME_START = 0x68;

    private final Map<String, byte[][]> requests = new HashMap<>();
    private final Map<String, Integer> firstMeter = new HashMap<>();
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final EventLoopGroup loops;
    private final Channel server;
    private final CopyRows rows;
    private final long firstSlotMicros;
    private final int codeLength;
    private volatile boolean asking;

    /** Takes a port of its own on loopback. @param firstSlot of the first round; each round's is a second later */
    BareLoop(Town town, CopyRows rows, Instant firstSlot) {
        this.rows = rows;
        this.firstSlotMicros = micros(firstSlot);
        this.codeLength = town.collectors().getFirst().code().length();
        int meter = 1;
        for (CollectorPlan plan : town.collectors()) {
            firstMeter.put(plan.code(), meter);
            byte[][] frames = plan.meters().stream().flatMap(range -> addresses(range)).map(BareLoop::request).toArray(byte[][]::new);
            requests.put(plan.code(), frames);
            meter += frames.length;
        }
        int threads = Runtime.getRuntime().availableProcessors();
        boolean epoll = Epoll.isAvailable();
        this.loops = new MultiThreadIoEventLoopGroup(threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Class<? extends ServerChannel> kind = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        this.server = new ServerBootstrap().group(loops).channel(kind).option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Client());
                    }
                }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).syncUninterruptibly().channel();
    }

    private static Stream<String> addresses(MeterRange range) {
        return IntStream.range(0, range.count()).mapToObj(range::address);
    }

    private static byte[] request(String address) {
        return Protocols.named("DLT645_2007").encode(new MeterRequest.ReadItem(address, BenchTown.ITEM));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Asks for so long and then until the last answer is committed. @return readings a second */
    static double measure(Run run, BareDatabase database, Town town, Instant firstSlot, Duration time) throws SQLException, InterruptedException {
        long before;
        try (Connection connection = database.connect()) {
            before = Sql.number(connection, "select count(*) from reading");
        }
        long begun;
        long ended;
        long written;
        try (CopyRows rows = new CopyRows(database.connect()); BareLoop loop = new BareLoop(town, rows, firstSlot);
                RunningTown clients = town.dial("127.0.0.1", ((InetSocketAddress) loop.server.localAddress()).getPort())) {
            run.await(() -> loop.clients.size() == town.collectors().size(), "while clients dialled in");
            begun = System.nanoTime();
            loop.asking = true;
            loop.clients.forEach(Client::begin);
            run.pause(time, "while readings were asked for");
            loop.asking = false;
            run.await(() -> loop.clients.stream().noneMatch(client -> client.waiting), "while the last answers were awaited");
            rows.close();
            ended = System.nanoTime();
            written = rows.written();
        }
        try (Connection connection = database.connect()) {
            long kept = Sql.number(connection, "select count(*) from reading") - before;
            if (kept != written) {
                throw new IllegalStateException("The archive has " + kept + " of " + written + " readings");
            }
        }
        return written / ((ended - begun) / 1e9);
    }

    /** One collector: registers with its bare code, beats with text, and answers one question at a time. */
    private final class Client extends ChannelInboundHandlerAdapter {

        private final ByteBuf gathered = Unpooled.buffer(256);
        private ChannelHandlerContext context;
        private byte[][] questions;
        private int firstMeter;
        private int next;
        private long round;
        private volatile boolean waiting;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                if (questions == null) {
                    // a first heartbeat may stand behind the code in the same packet
                    register(ctx, bytes.toString(0, codeLength, StandardCharsets.US_ASCII));
                    return;
                }
                gathered.writeBytes(bytes);
                takeReplies();
            } finally {
                bytes.release();
            }
        }

        private void register(ChannelHandlerContext ctx, String code) {
            context = ctx;
            questions = requests.get(code);
            firstMeter = BareLoop.this.firstMeter.get(code);
            clients.add(this);
        }

        void begin() {
            context.executor().execute(this::ask);
        }

        private void ask() {
            waiting = true;
            context.writeAndFlush(Unpooled.wrappedBuffer(questions[next]), context.voidPromise());
        }

        private void takeReplies() {
            int start = gathered.bytesBefore((byte) FRAME_START);
            if (start < 0) {
                gathered.clear(); // a heartbeat
                return;
            }
            if (gathered.readableBytes() < start + REPLY_BYTES) {
                return;
            }
            long value = 0;
            for (int i = 3; i >= 0; i--) {
                int bcd = gathered.getByte(gathered.readerIndex() + start + HEADER_BYTES + i) - 0x33 & 0xFF;
                value = value * 100 + (bcd >> 4) * 10 + (bcd & 0x0F);
            }
            gathered.clear();
            rows.add(firstSlotMicros + round * 1_000_000, micros(Instant.now()), firstMeter + next, value);
            if (++next == questions.length) {
                next = 0;
                round++;
            }
            if (asking) {
                ask();
            } else {
                waiting = false;
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            gathered.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    @Override
    public void close() {
        server.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
