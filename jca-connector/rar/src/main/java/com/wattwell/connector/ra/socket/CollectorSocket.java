package com.wattwell.connector.ra.socket;

import com.wattwell.connector.Admission;
import com.wattwell.connector.CollectorEvent;
import com.wattwell.connector.Exchange;
import com.wattwell.connector.ExchangeOutcome.End;
import com.wattwell.connector.Lane;
import com.wattwell.connector.ra.line.Loop;
import com.wattwell.protocol.dtu.Registration;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * One socket of a collector, from its first byte to its end.
 *
 * <pre>
 *   unregistered ── registration ──> login ── admit ──> session
 *                                    │   ^                 │
 *                                    │   └── another id ───┤
 *                                    └── refuse, time ──>  ended  <── closed, idle, replaced
 * </pre>
 *
 * <p>Everything here runs on the socket's event loop.
 */
final class CollectorSocket extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(CollectorSocket.class.getName());
    private static final Phase ENDED = new Phase.Ended();

    private final SocketContext context;
    private final Speech speech;
    private final String address;
    private Channel channel;
    private Loop loop;
    private Phase phase = ENDED;
    private Envelope envelope = new Envelope.None(this);
    private ChannelFuture lastWrite;
    private String certificateSubject;
    private boolean begun;
    private boolean replaced;
    private boolean standing;
    private long standingSinceNanos;

    /**
     * @param speech  how boxes on its port speak
     * @param address of the box, behind a balancer the one that the balancer told
     */
    CollectorSocket(SocketContext context, Speech speech, String address) {
        this.context = context;
        this.speech = speech;
        this.address = address;
    }

    SocketContext context() {
        return context;
    }

    Speech speech() {
        return speech;
    }

    Phase phase() {
        return phase;
    }

    /** What the socket is once its collector is admitted, or {@code null}. */
    Session session() {
        return phase instanceof Session session ? session : null;
    }

    Envelope envelope() {
        return envelope;
    }

    boolean isOver() {
        return phase == ENDED;
    }

    String address() {
        return address;
    }

    String certificateSubject() {
        return certificateSubject;
    }

    Loop loop() {
        return loop;
    }

    boolean isStanding() {
        return standing;
    }

    /** @return whether the socket's thread is still there to do it */
    boolean execute(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    // ---- from the network

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        loop = new ChannelLoop(channel.eventLoop(), context.clock(), this::broken);
        if (channel.isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin();
        ctx.fireChannelActive();
    }

    /** Called when the channel is active, and again when it says so. */
    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        context.figures().accepted.increment();
        Optional<Refusal> full = context.unregistered().enter(address);
        if (full.isPresent()) {
            context.refusals().refused(full.get(), address, "");
            channel.close();
            return;
        }
        phase = new Unregistered(this);
        envelope = speech.open(this);
        context.directory().opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            byte[] bytes = ByteBufUtil.getBytes((ByteBuf) message);
            context.figures().bytesIn.add(bytes.length);
            envelope.received(bytes);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                certificateSubject = Tls.subject(ctx.pipeline());
            } else {
                refuse(Refusal.TLS_HANDSHAKE, "");
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (phase instanceof Unregistered) {
            context.refusals().refused(Refusal.LEFT_UNREGISTERED, address, "");
        }
        close(End.DISCONNECTED, "closed by the box");
        context.directory().closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken(cause);
    }

    private void broken(Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            close(End.DISCONNECTED, "connection broke: " + cause.getMessage());
        } else {
            LOG.log(Level.DEBUG, "error while serving " + address, cause);
            refuse(Refusal.ERROR_OF_OURS, cause.toString());
        }
    }

    // ---- what the phases do with the socket

    /** The box said who it is, first or anew; {@code rest} came behind the registration. */
    void registered(Registration.Matched matched, byte[] registration, byte[] rest) {
        phase.end(End.DISCONNECTED, "the box registered as another");
        context.figures().registrations.increment();
        Login login = new Login(this, context.directory().registered(this), matched, registration);
        become(login);
        if (rest.length > 0) {
            login.bytes(rest);
        }
    }

    void refuse(Refusal kind, String detail) {
        context.refusals().refused(kind, address, detail);
        close(End.DISCONNECTED, kind.name());
    }

    void close(End end, String reason) {
        Phase closing = phase;
        phase = ENDED;
        closing.end(end, reason);
        envelope.end();
        channel.close();
    }

    void write(byte[] bytes) {
        context.figures().bytesOut.add(bytes.length);
        lastWrite = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    /** Whether the network has taken everything written so far. */
    boolean flushed() {
        return lastWrite == null || lastWrite.isDone();
    }

    /** Whether so little is unsent that more may be added. */
    boolean takesBytes() {
        return channel.isWritable();
    }

    private void become(Phase next) {
        phase = next;
        if (standing) {
            phase.stand();
        }
    }

    // ---- what the application decides; the directory brings it here

    void admit(Admission admission) {
        if (phase instanceof Login login && login.socketId() == admission.socketId()) {
            login.admitted();
            context.figures().admissions.increment();
            become(new Session(this, login, admission));
        } else if (phase instanceof Session session && session.socketId() == admission.socketId()
                && session.collectorId() == admission.collectorId()) {
            session.admittedAgain(admission);
        } else {
            context.directory().left(admission.collectorId(), this);
            context.events().put(lost(admission, "gone before it was admitted"));
        }
    }

    /** Admitted by a login that is older than the one connected. */
    void outdated(Admission admission) {
        if (phase instanceof Login login && login.socketId() == admission.socketId()) {
            login.admitted();
            context.directory().left(login.socketId());
            context.refusals().refused(Refusal.OUTDATED, address, "");
            phase = ENDED;
            envelope.end();
            channel.close();
        }
        context.events().put(lost(admission, "a newer login is connected"));
    }

    private CollectorEvent.Lost lost(Admission admission, String reason) {
        return new CollectorEvent.Lost(admission.socketId(), admission.collectorId(), admission.ownerEpoch(), reason, loop.now());
    }

    void park(long socketId) {
        if (phase instanceof Login login && login.socketId() == socketId) {
            login.park();
        }
    }

    void refuse(long socketId, String reason) {
        if (phase instanceof Login login && login.socketId() == socketId) {
            refuse(Refusal.REFUSED, reason);
        }
    }

    /** A newer login of the collector was admitted on another socket. */
    void replaced(long collectorId, long newerEpoch) {
        if (phase instanceof Session session && session.collectorId() == collectorId && session.ownerEpoch() < newerEpoch) {
            replaced = true;
            context.figures().replaced.increment();
            close(End.REPLACED, "replaced by a newer login");
        }
    }

    void disconnect(long collectorId, long ownerEpoch, String reason) {
        if (phase instanceof Session session && session.collectorId() == collectorId && session.ownerEpoch() <= ownerEpoch) {
            close(End.DISCONNECTED, reason);
        }
    }

    void handOver(List<Exchange> exchanges) {
        if (phase instanceof Session session) {
            session.handOver(exchanges);
            return;
        }
        End end = replaced ? End.REPLACED : End.OFFLINE;
        exchanges.forEach(exchange -> context.endUnsent(exchange, end));
    }

    void withdraw(Lane lane, long work) {
        if (phase instanceof Session session) {
            session.withdraw(lane, work);
        }
    }

    void forgetTiming(int line, String meterKey) {
        if (phase instanceof Session session) {
            session.forgetTiming(line, meterKey);
        }
    }

    // ---- back-pressure

    void stand() {
        if (!standing) {
            standing = true;
            standingSinceNanos = loop.nanos();
            channel.config().setAutoRead(false);
            envelope.stand();
            phase.stand();
        }
    }

    void goOn() {
        if (standing) {
            standing = false;
            long stood = loop.nanos() - standingSinceNanos;
            envelope.goOn(stood);
            phase.goOn(stood);
            channel.config().setAutoRead(true);
        }
    }
}
