package imc.room.moderation.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Interpretation;
import imc.api.command.Notice;
import imc.api.command.RoomRules;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.commands.internal.CommandInterpreter;
import imc.commands.internal.CommandRegistry;
import imc.commands.internal.command.Accept;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Invite;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.commands.internal.command.Modify;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;

/** A room with moderation and the server's own commands, all on the thread of the test. */
final class House implements Rooms {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    final Turned clock = new Turned();
    final Enforcement enforcement = new Enforcement(clock);
    /** What is told of the room; null while nobody listens. */
    Schedule schedule;
    Room room;
    boolean isEnforced = true;
    boolean storeServes = true;
    /** Whether what others than users do waits for ever. */
    boolean isHeld;
    int held;
    private final CommandRegistry registry = new CommandRegistry();
    private final List<String> told = new ArrayList<>();

    /** alice owns it, bert is an admin, the others are members. */
    House(String... members) {
        room = Room.of(CHAT, false, Stream.concat(Stream.of(new Member(user("alice"), Role.OWNER)),
                Stream.of(members).map(name -> new Member(user(name), name.equals("bert") ? Role.ADMIN : Role.MEMBER)))
                .toList());
        install("create", "[<room>] [private]", new Create());
        install("join", "[<room>]", new Join());
        install("leave", "[<room>]", new Leave());
        install("accept", "[<room>]", new Accept());
        install("invite", "<user> [<room>]", new Invite());
        install("add", "<user> [<room>]", new Add());
        install("modify", "<user> <role> [<room>]", new Modify());
        Commands.all(clock).forEach(command -> install(command.name(), command.usage(), command));
    }

    /** The bundle's schedule begins. */
    House scheduled() {
        schedule = new Schedule(this, clock, clock);
        return this;
    }

    void install(String name, String usage, ImcCommand command) {
        Map<String, Object> properties = Map.of(ImcCommand.NAME, name, ImcCommand.USAGE, usage);
        registry.bindCommand(command, fake(ServiceReference.class, Map.of(
                "getProperty", arguments -> properties.get(arguments[0]),
                "compareTo", arguments -> Integer.compare(name.hashCode(), arguments[0].hashCode()),
                "hashCode", arguments -> name.hashCode())));
    }

    private interface Answering {
        Object to(Object[] arguments);
    }

    /** What has not been said answers null. */
    @SuppressWarnings("unchecked")
    private static <T> T fake(Class<?> type, Map<String, Answering> answers) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                answers.getOrDefault(method.getName(), none -> null).to(arguments));
    }

    /** A name is one of the room's host. */
    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    Answer send(String sender, String text) {
        return send(sender, text, Language.NONE);
    }

    Answer send(String sender, String text, Language language) {
        if (!text.startsWith("#")) {
            return say(sender, text);
        }
        Interpretation read = new CommandInterpreter(registry).read(text, CHAT, "#", address -> true);
        if (read instanceof Interpretation.Call call) {
            return perform(user(sender), call.command(), call.arguments(), language,
                    Cause.of(call.name(), user(sender)));
        }
        return ((Interpretation.Refused) read).answer();
    }

    private Answer say(String sender, String text) {
        Speech speech = new Speech(room, user(sender), Content.text(text), Map.of(), Optional.empty(),
                room.presentBut(user(sender)), Answer.OK);
        return (isEnforced ? enforcement.speaking(speech) : speech).answer();
    }

    private Answer perform(SipAddress sender, ImcCommand command, Map<String, String> arguments, Language language,
            Cause cause) {
        CommandCall call = call(sender, arguments, Language.of(Optional.ofNullable(room), language));
        Step step = command.run(call);
        step = isEnforced ? enforcement.changing(call, step) : step;
        if (!storeServes && !step.changes().isEmpty()) {
            return Answer.unavailable("away", 1);
        }
        for (Notice notice : step.notices()) {
            told.add(String.join(", ", notice.receivers().stream().map(SipAddress::displayUser).toList()) + ": "
                    + notice.content().asText());
        }
        Room before = room;
        room = Change.apply(step.changes(), room);
        if (before != room && schedule != null) {
            schedule.changed(CHAT, Optional.ofNullable(before), Optional.ofNullable(room), cause);
        }
        return step.answer();
    }

    CommandCall call(SipAddress sender, Map<String, String> arguments, Language language) {
        RoomRules rules = fake(RoomRules.class, Map.of("createOnJoin", none -> true, "checkOnCreate", none -> false,
                "maxMembers", none -> 100_000, "maxMemberships", none -> 100_000, "maxRooms", none -> 10,
                "maxRoomsPerUser", none -> 10, "ownerLeave", none -> RoomRules.OwnerLeave.DESTROY));
        Map<String, Answering> answers = new HashMap<>(Map.of("sender", none -> sender, "language", none -> language,
                "roomAddress", none -> CHAT, "room", none -> Optional.ofNullable(room), "canBeRoom", none -> true,
                "notServed", none -> Optional.empty(), "canBeUser", none -> true, "rules", none -> rules,
                "argument", word -> Optional.ofNullable(arguments.get(word[0])),
                "address", word -> SipAddress.resolve((String) word[0], CHAT)));
        answers.putAll(Map.of("startChar", none -> "#", "memberCount", none -> 0, "roomCount", none -> 1,
                "roomsOwned", none -> 0));
        return fake(CommandCall.class, answers);
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return Optional.ofNullable(room);
    }

    @Override
    public Stream<Room> rooms() {
        return Stream.ofNullable(room);
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        if (isHeld) {
            held++;
            return new CompletableFuture<>();
        }
        return CompletableFuture.completedFuture(perform(cause.by(), step, Map.of(), Language.NONE, cause));
    }

    /** What was sent since the last look. */
    List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    boolean has(String name) {
        return room.member(user(name)).isPresent();
    }
}
