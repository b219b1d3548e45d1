package imc.rooms.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.store.RoomStore;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import imc.commands.internal.CommandInterpreter;
import imc.commands.internal.CommandRegistry;
import imc.commands.internal.command.Accept;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Destroy;
import imc.commands.internal.command.Help;
import imc.commands.internal.command.Invite;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.commands.internal.command.ListRooms;
import imc.commands.internal.command.Members;
import imc.commands.internal.command.Modify;
import imc.commands.internal.command.Reject;
import imc.commands.internal.command.Remove;
import imc.rooms.internal.content.CpimUsers;
import imc.rooms.internal.content.Notifications;
import imc.rooms.internal.failing.FailingMembers;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.report.Deliveries;
import imc.rooms.internal.report.Events;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.store.Commits;
import imc.rooms.internal.store.HastyThreads;
import imc.rooms.internal.store.StoreGate;
import imc.rooms.internal.store.TestGate;
import imc.rooms.internal.turn.Replies;
import imc.rooms.internal.turn.RoomEngine;
import imc.rooms.internal.turn.Voice;
import imc.rooms.internal.whiteboard.Enforced;
import imc.rooms.internal.whiteboard.Keeping;
import imc.rooms.internal.whiteboard.Listeners;
import imc.rooms.internal.whiteboard.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Constants;

/** A conference server without a network: messages go in by the service, and what goes out is written down. */
public final class Conference implements Transport {

    public static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    /** Takes commands only. */
    static final SipAddress MANAGER = SipAddress.parse("sip:chat-manager@example.com");

    final HeldStore store = new HeldStore();
    final Rooms rooms = new Rooms();
    final StoreGate gate;
    final HastyThreads gateThreads;
    final CpimUsers cpimUsers = new CpimUsers(rooms);
    final Failures failures = new Failures();
    final Events events;
    final ServedAddresses addresses = new ServedAddresses();
    final CommandRegistry registry = new CommandRegistry();
    final CommandInterpreter interpreter = new CommandInterpreter(registry);
    public final ConferenceSettings settings;
    final FailingMembers failing;
    final Outgoing outgoing;
    final Deliveries deliveries;
    final Enforced enforced;
    final Policies policies;
    final Listeners listeners;
    /** Nothing turns it but a test. */
    final TurnedTime time = new TurnedTime();
    final Keeping keeping = new Keeping(failures, time);
    final RoomEngine engine;
    final Commands commands;
    final ConferenceServer server;
    final Counters counters;
    private final List<Broadcast> sent = new ArrayList<>();
    /** Which device is left out. */
    private final Map<Broadcast, String> echoed = Collections.synchronizedMap(new IdentityHashMap<>());
    /** Users whose phones answer 480. */
    final Set<SipAddress> away = ConcurrentHashMap.newKeySet();
    /** Users whose copies have an end of its own, other than that. */
    final Map<SipAddress, Delivery> ends = new ConcurrentHashMap<>();
    /** Does what comes to a receiver's copy later, in its order. */
    final List<Runnable> later = new ArrayList<>();
    /** Users whose copies end when {@link #later} is run. */
    final Set<SipAddress> slow = ConcurrentHashMap.newKeySet();
    /** Users whom the transport does not know. */
    final Set<SipAddress> strangers = ConcurrentHashMap.newKeySet();
    /** What the transport throws at everything it is given; null for nothing. */
    volatile Throwable broken;
    /** Whether phones answer 488 to CPIM. */
    boolean refusesCpim;
    private int calls;

    /** A conference with a store that serves already. */
    public static Conference open() {
        return open(Map.of());
    }

    static Conference open(Map<String, Object> configuration) {
        Conference conference = new Conference(configuration);
        conference.gate.bindStore(conference.store, named("held"));
        conference.awaitStore();
        return conference;
    }

    Conference(Map<String, Object> configuration) {
        this(configuration, null);
    }

    Conference(Map<String, Object> configuration, Path last) {
        this(configuration, last, new Events());
    }

    Conference(Map<String, Object> configuration, Path last, Events events) {
        this(configuration, last, events, StoreGate.PATIENCE);
    }

    /** @param patience with a store that says nothing */
    Conference(Map<String, Object> configuration, Path last, Events events, Duration patience) {
        this.events = events;
        Map<String, Object> oneStripe = new HashMap<>(configuration);
        oneStripe.putIfAbsent("hash_size", 0);
        oneStripe.putIfAbsent("swap_timeout", 0);
        oneStripe.putIfAbsent("max_failures", 0);
        settings = new ConferenceSettings(oneStripe);
        gateThreads = new HastyThreads(failures);
        gate = TestGate.open(rooms, settings, last, gateThreads, failures, events, patience);
        Notifications notifications = new Notifications();
        deliveries = new Deliveries(events);
        enforced = new Enforced(settings, rooms, time);
        policies = new Policies(failures, enforced);
        listeners = new Listeners(rooms, deliveries, notifications, failures);
        outgoing = new Outgoing(cpimUsers, listeners, keeping, failures, time);
        Replies replies = new Replies(outgoing, rooms, events, failures);
        Voice voice = new Voice(outgoing, cpimUsers, keeping, listeners, failures);
        engine = new RoomEngine(settings, rooms, gate, replies, voice, events, failures, policies, listeners, time);
        failing = new FailingMembers(settings, engine, time, Duration.ZERO);
        listeners.add(failing);
        counters = new Counters(rooms, outgoing, failures);
        commands = new Commands(settings, engine, replies, counters, rooms, addresses, time);
        commands.interpreter = interpreter;
        server = new ConferenceServer(settings,
                commands, engine, rooms,
                new Fanout(rooms, outgoing, voice, notifications, policies, listeners), replies,
                cpimUsers, policies, counters, failures);
        outgoing.bindTransport(this);
        install(new Create());
        install(new Join());
        install(new Leave());
        install(new Members());
        install(new ListRooms());
        install(new Help());
        install(new Invite());
        install(new Add());
        install(new Accept());
        install(new Reject());
        install(new Remove());
        install(new Destroy());
        install(new Modify());
    }

    /** The properties that bnd would write for the class; its annotation is not there at run time. */
    private static TestReference<ImcCommand> reference(ImcCommand command) {
        String name = command.getClass().getSimpleName().replace("List", "").toLowerCase();
        return new TestReference<>(switch (name) {
            case "create" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>] [private]");
            case "help" -> Map.of("imc.command.name", name, "imc.command.usage", "");
            case "rooms" -> Map.of("imc.command.name", name, "imc.command.usage", "[<from>]");
            case "leave" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]",
                    "imc.command.aliases", "exit", "imc.command.help", "leave a room");
            case "members" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]",
                    "imc.command.aliases", "list");
            case "invite", "add", "remove" -> Map.of("imc.command.name", name, "imc.command.usage", "<user> [<room>]");
            case "modify" -> Map.of("imc.command.name", name, "imc.command.usage", "<user> <role> [<room>]");
            case "reject" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]",
                    "imc.command.aliases", "deny");
            case "join" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>] [<password>]");
            default -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]");
        }, 0);
    }

    /** Adds a command with the service properties that its annotation declares. */
    private void install(ImcCommand command) {
        registry.bindCommand(command, reference(command));
    }

    public static TestReference<RoomStore> named(String name) {
        return named(name, 0);
    }

    public static TestReference<RoomStore> named(String name, int ranking) {
        return new TestReference<>(Map.of(RoomStore.NAME, name, Constants.SERVICE_RANKING, ranking), ranking);
    }

    void awaitStore() {
        Await.that("a store serves", () -> {
            Commits.Commit probe = gate.write(List.of());
            if (probe != null) {
                probe.settled().complete(null);
            }
            return probe != null;
        });
    }

    /** Waits until everything that was begun before is done, but for what the store holds back. */
    void awaitTurn() {
        CountDownLatch turn = new CountDownLatch(1);
        engine.inTurn(CHAT, room -> turn.countDown());
        Await.that("the room's turn comes", () -> turn.getCount() == 0);
    }

    /** Waits for what follows from what was done, such as an invitation that is taken back. */
    void awaitQuiet() {
        awaitTurn();
        gate.settle();
        awaitTurn();
    }

    /** Ends the threads. */
    void close() {
        engine.deactivate();
        gate.deactivate();
    }

    public static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    /** Sends a body to chat-1 and waits for the answer. */
    public Answer send(String sender, String body) {
        return send(sender, CHAT, Content.text(body), Map.of());
    }

    Answer send(String sender, SipAddress to, Content content, Map<String, String> headers) {
        try {
            Answer answer = begin(sender, to, content, headers).get(10, TimeUnit.SECONDS);
            awaitTurn();
            return answer;
        } catch (Exception e) {
            throw new AssertionError("no answer to " + content.asText(), e);
        }
    }

    /** Sends a body to chat-1 and does not wait. */
    CompletableFuture<Answer> begin(String sender, String body) {
        return begin(sender, CHAT, Content.text(body), Map.of());
    }

    private CompletableFuture<Answer> begin(String sender, SipAddress to, Content content,
            Map<String, String> headers) {
        return server.handle(new Message(user(sender), to, to, "call-" + ++calls, content, new HashMap<>(headers),
                to.equals(MANAGER), !strangers.contains(user(sender)))).toCompletableFuture();
    }

    @Override
    public void echo(Broadcast said, String device) {
        synchronized (sent) {
            sent.add(said);
            echoed.put(said, device);
        }
    }

    @Override
    public void send(Broadcast broadcast, DeliveryListener listener) {
        if (broken instanceof Error error) {
            throw error;
        } else if (broken instanceof RuntimeException exception) {
            throw exception;
        }
        synchronized (sent) {
            sent.add(broadcast);
        }
        for (int i = 0; i < broadcast.receivers().size(); i++) {
            int receiver = i;
            Delivery delivery = delivery(broadcast, broadcast.receivers().get(i));
            if (slow.contains(broadcast.receivers().get(i))) {
                later.add(() -> listener.ended(broadcast, receiver, delivery));
            } else {
                listener.ended(broadcast, receiver, delivery);
            }
        }
    }

    private Delivery delivery(Broadcast broadcast, SipAddress receiver) {
        return ends.getOrDefault(receiver, Delivery.answered(away.contains(receiver) ? 480
                : refusesCpim && broadcast.content().mediaType().equals("message/cpim") ? 488 : 200));
    }

    /** What was sent since the last look, as {@code room -> receivers: text}. */
    public List<String> told() {
        return takeSent().stream().map(this::line).toList();
    }

    List<Broadcast> takeSent() {
        awaitTurn();
        synchronized (sent) {
            List<Broadcast> taken = List.copyOf(sent);
            sent.clear();
            return taken;
        }
    }

    private String line(Broadcast broadcast) {
        String receivers = String.join(", ", broadcast.receivers().stream().map(SipAddress::displayUser).toList())
                + (echoed.containsKey(broadcast) ? " but " + echoed.get(broadcast) : "");
        return broadcast.from().displayUser() + " -> " + receivers + ": " + broadcast.content().asText();
    }
}
