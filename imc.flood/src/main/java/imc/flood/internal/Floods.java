package imc.flood.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.config.Settings;
import imc.api.log.Event;
import imc.api.log.EventLog;
import imc.api.room.RoomPolicy;
import imc.api.sip.SourceLimit;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.store.Change;
import imc.api.text.Texts;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Bounds how fast a source and a user may send, and how many invitations may be open, before others are asked; and
 * knows what rooms have taken, which {@link RoomFloods} bounds behind them. The source comes first, at the least cost.
 * What one has used is forgotten when this is updated, and full again.
 */
@Component(service = {SourceLimit.class, RoomPolicy.class, StatisticSource.class, Floods.class},
        property = "service.ranking:Integer=1000", configurationPid = FloodSettings.PID)
@Designate(ocd = FloodConfiguration.class)
public final class Floods implements SourceLimit, RoomPolicy, StatisticSource {

    private static final Texts TEXTS = Texts.beside(Floods.class);
    static final int TOO_FAST = -210;
    static final int ROOM_BUSY = -211;
    static final int TOO_MANY_INVITATIONS = -212;
    static final int ATTEMPT_SECONDS = 60;
    private static final int UNAVAILABLE = 480;
    private static final int FORBIDDEN = 403;
    private static final Logger LOG = LoggerFactory.getLogger(Floods.class);

    private final LongSupplier nanoTime;
    private final EventLog log;
    private final Buckets<Object> sources;
    private final Buckets<SipAddress> users;
    private final Buckets<SipAddress> rooms;
    private final Buckets<Attempt> attempts;
    private final LongAdder untold = new LongAdder();
    private volatile Settings settings = FloodSettings.initial();

    @Activate
    public Floods(Map<String, Object> configuration) {
        this(System::nanoTime, configuration);
    }

    Floods(LongSupplier nanoTime, Map<String, Object> configuration) {
        this.nanoTime = nanoTime;
        this.log = EventLog.to(EventLog.inContext(LOG::warn, MDC::put, MDC::remove), LOG::isWarnEnabled, nanoTime);
        long now = nanoTime.getAsLong();
        this.sources = new Buckets<>(now, (who, rate) -> tell("source", who, rate));
        this.users = new Buckets<>(now, (who, rate) -> tell("user", who, rate));
        this.rooms = new Buckets<>(now, (who, rate) -> tell("room", who, rate));
        this.attempts = new Buckets<>(now, (who, rate) -> { });
        modified(configuration);
    }

    /** Somebody tries to enter a room, and is refused. */
    private record Attempt(SipAddress room, SipAddress user) {
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
    }

    private void tell(String kind, String who, int rate) {
        log.tell(() -> Event.of("flood").with(kind, who).with("rate", rate));
    }

    @Override
    public int retryAfter(InetAddress source) {
        Settings now = settings;
        int rate = now.get(FloodSettings.RATE_SOURCE);
        if (rate == 0 || now.get(FloodSettings.EXEMPT).contains(source)) {
            return 0;
        }
        return sources.take(source instanceof Inet4Address ? source : Network64.of(source), rate,
                now.get(FloodSettings.BURST), nanoTime.getAsLong());
    }

    @Override
    public Optional<Answer> taking(Message message) {
        Settings now = settings;
        int seconds = users.take(message.sender(), now.get(FloodSettings.RATE_USER), now.get(FloodSettings.BURST),
                nanoTime.getAsLong());
        return seconds == 0 ? Optional.empty() : Optional.of(notNow(TOO_FAST, seconds));
    }

    /** Takes a token of a room; 0 where there was one, else after how many seconds to try again. */
    int room(SipAddress address) {
        Settings now = settings;
        return rooms.take(address, now.get(FloodSettings.RATE_ROOM), now.get(FloodSettings.BURST),
                nanoTime.getAsLong());
    }

    /**
     * Whether a room's members are told of an attempt: one of each user in a minute, as long as half of what they may
     * say themselves is left. So who is outside does not silence who is in.
     */
    boolean attempt(SipAddress room, SipAddress user) {
        Settings now = settings;
        long nanos = nanoTime.getAsLong();
        boolean isTold = attempts.takeOne(new Attempt(room, user), ATTEMPT_SECONDS, nanos)
                && rooms.takeSpare(room, now.get(FloodSettings.RATE_ROOM), now.get(FloodSettings.BURST), nanos);
        if (!isTold) {
            untold.increment();
        }
        return isTold;
    }

    /** Without words: a message about each that is refused would be a flood, too. */
    static Answer notNow(int code, int seconds) {
        return new Answer(code, UNAVAILABLE, null, "", seconds);
    }

    @Override
    public Step changing(CommandCall call, Step proposed) {
        int most = settings.get(FloodSettings.MAX_INVITATIONS);
        return invites(proposed) && call.room().filter(room -> open(room, call.sender()) >= most).isPresent()
                ? Step.refused(Answer.refused(TOO_MANY_INVITATIONS, FORBIDDEN,
                        TEXTS.get(call.language(), "invitations", most)))
                : proposed;
    }

    private static boolean invites(Step step) {
        for (Change change : step.changes()) { // of each command
            if (change instanceof Change.MemberPut put && put.member().role() == Role.INVITED) {
                return true;
            }
        }
        return false;
    }

    private static long open(Room room, SipAddress inviter) {
        return room.members().stream().filter(member -> member.role() == Role.INVITED
                && isBy(member, inviter)).count();
    }

    private static boolean isBy(Member member, SipAddress inviter) {
        return member.inviter().filter(inviter::equals).isPresent();
    }

    List<Buckets.Limited> sources() {
        return sources.limited(nanoTime.getAsLong());
    }

    List<Buckets.Limited> users() {
        return users.limited(nanoTime.getAsLong());
    }

    List<Buckets.Limited> rooms() {
        return rooms.limited(nanoTime.getAsLong());
    }

    @Override
    public String group() {
        return "flood";
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(
                Statistic.counter("refused_by_source", "Requests answered 503, as too many came from one source",
                        sources.refused()),
                Statistic.counter("refused_by_user", "Messages answered 480, as too many came from one user",
                        users.refused()),
                Statistic.counter("refused_by_room", "Messages, new members and other commands answered 480, as too"
                        + " many came to one room", rooms.refused()),
                Statistic.counter("untold_attempts", "Refused attempts to enter private rooms that members were not"
                        + " told of, as there were many", untold.sum()));
    }
}
