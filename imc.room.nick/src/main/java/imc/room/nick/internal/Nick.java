package imc.room.nick.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.bound.Lately;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.text.Texts;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code #nick}: how the sender is called in the room. */
@Component
@ImcCommandProperties(name = "nick", usage = "[<name>] [<room>]",
        help = "show or change your name here",
        details = "A name has 1 to 32 letters, digits, -, _ and . of one script, and looks like nobody else's here. -"
                + " takes it away. It is yours as long as you are in the room.")
public final class Nick implements ImcCommand {

    /** When a member has taken a name last: all are told of each. */
    static final String TAKEN = "name.taken";
    static final int WAIT_SECONDS = 10;
    /** So many may be refused after a comparison, which costs a look at each member. */
    static final int IN_A_ROW = 5;
    private static final int MOST_TRIED = 10_000;
    private static final String NOTHING = "-";
    private static final int TEMPORARILY_UNAVAILABLE = 480;
    private static final int TOO_SOON = -178;

    private final LongSupplier seconds;
    /** How many names of a member were refused lately after they were compared with all others of his room. */
    private final Lately<Tried, Integer> tries;

    @Activate
    public Nick() {
        this(() -> System.currentTimeMillis() / 1000);
    }

    Nick(LongSupplier seconds) {
        this.seconds = seconds;
        this.tries = new Lately<>(MOST_TRIED, WAIT_SECONDS, seconds);
    }

    /** Who tried. */
    private record Tried(SipAddress room, SipAddress user) {
    }

    @Override
    public Optional<Texts> texts() {
        return Optional.of(Nicks.TEXTS);
    }

    @Override
    public Step run(CommandCall call) {
        return Nicks.CHECKS.check(call, member -> true, (room, member) -> {
            Optional<String> name = call.argument("name").map(Nicks::spelt);
            if (name.isEmpty() || name.equals(member.name())) {
                return Step.done().noticing(call.sender(), Nicks.TEXTS.get(call.language(),
                        member.name().isPresent() ? "is" : "none", room.label(call.sender())));
            }
            if (name.get().equals(NOTHING)) {
                return member.name().isPresent() ? Nicks.taking(room, call.sender()) : Step.done()
                        .noticing(call.sender(), Nicks.TEXTS.get(call.language(), "none", room.label(call.sender())));
            }
            return tooSoon(call, room, member).or(() -> objection(call, room, name.get()))
                    .map(Step::refused).orElseGet(() -> taken(room, member, name.get()));
        });
    }

    /** Before the name is compared with all others: that takes a look at each member. */
    private Optional<Answer> tooSoon(CommandCall call, Room room, Member member) {
        long since = seconds.getAsLong() - last(member);
        int wait = since < 0 || since >= WAIT_SECONDS ? 0 : (int) (WAIT_SECONDS - since);
        Tried who = new Tried(room.address(), member.address());
        int tried = tries.get(who).filter(times -> times >= IN_A_ROW).isPresent() ? (int) tries.left(who) : 0;
        int longest = Math.max(wait, tried);
        return longest == 0 ? Optional.empty() : Optional.of(new Answer(TOO_SOON, TEMPORARILY_UNAVAILABLE, null,
                Nicks.TEXTS.get(call.language(), tried > wait ? "tried" : Integer.toString(TOO_SOON), longest),
                longest));
    }

    /** A name that is another's was compared with all; one that can be nobody's was not, and does not count. */
    private Optional<Answer> objection(CommandCall call, Room room, String name) {
        Optional<Answer> objection = Nicks.objection(call.language(), room, call.sender(), name);
        if (objection.filter(answer -> answer.code() == Nicks.TAKEN).isPresent()) {
            Tried who = new Tried(room.address(), call.sender());
            tries.put(who, tries.get(who).orElse(0) + 1);
        }
        return objection;
    }

    private static long last(Member member) {
        return member.properties().get(TAKEN).filter(text -> text.matches("[0-9]{1,15}")).map(Long::valueOf)
                .orElse(Long.MAX_VALUE);
    }

    private Step taken(Room room, Member member, String name) {
        return Nicks.giving(room, member.address(), name).changing(new Change.MemberPropertyPut(room.address(),
                member.address(), TAKEN, Optional.of(Long.toString(seconds.getAsLong()))));
    }
}
