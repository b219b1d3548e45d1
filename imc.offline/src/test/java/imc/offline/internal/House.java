package imc.offline.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.location.Contact;
import imc.api.location.Location;
import imc.api.room.Cause;
import imc.api.room.Keeper;
import imc.api.room.Rooms;
import imc.api.room.Speech;
import imc.api.statistics.Statistic;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Said;
import imc.api.transport.Transport;
import imc.test.kit.TestRoom;
import imc.test.kit.Turned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A room, its members' phones, and offline delivery between them, all on the thread of the test. */
final class House implements Rooms, Transport, Location {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    final Turned clock = new Turned();
    final TestStore store = new TestStore();
    Offline offline;
    Room room = Room.empty(CHAT, false);
    private final Map<SipAddress, Room> others = new HashMap<>();
    /** Who is registered nowhere. */
    final Set<SipAddress> away = new HashSet<>();
    /** How copies end that are not delivered. */
    final Map<SipAddress, Delivery> ends = new HashMap<>();
    /** Where they are registered. */
    final Map<SipAddress, List<Contact>> contacts = new HashMap<>();
    /** Whose phones take their time. */
    final Set<SipAddress> slow = new HashSet<>();
    final List<Runnable> later = new ArrayList<>();
    final List<Broadcast> sent = new ArrayList<>();
    boolean knowsRooms = true;
    /** What the rooms were asked while nobody knew them. */
    final List<CompletableFuture<Answer>> unanswered = new ArrayList<>();
    private int calls;

    House(Map<String, Object> configuration, String... members) {
        Stream.of(members).forEach(name -> room = room.with(new Member(user(name), Role.MEMBER)));
        Map<String, Object> inUtc = new HashMap<>(configuration);
        inUtc.putIfAbsent("time_zone", "UTC");
        offline = new Offline(inUtc, clock, clock);
        sweeps();
        offline.bindStore(store);
        open();
    }

    private void sweeps() {
        clock.scheduleWithFixedDelay(new Sweep(offline)::run, 1, 1, TimeUnit.MINUTES);
    }

    private void open() {
        offline.bindTransport(this);
        offline.bindRooms(this);
        offline.bindLocation(this);
        clock.work();
    }

    /** Another process, with the same store. */
    void restart() {
        offline = new Offline(Map.of("time_zone", "UTC"), clock, clock);
        sweeps();
        offline.bindStore(store);
        open();
    }

    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    /** Another room of the same people. */
    record Elsewhere(House house, Room room) {

        CompletableFuture<Answer> say(String speaker, String text) {
            return house.say(room, speaker, Content.text(text), Map.of());
        }
    }

    Elsewhere elsewhere(String name, String... members) {
        Room other = Room.empty(user(name), false);
        for (String member : members) {
            other = other.with(new Member(user(member), Role.MEMBER));
        }
        others.put(other.address(), other);
        return new Elsewhere(this, other);
    }

    CompletableFuture<Answer> say(String speaker, Content content, Map<String, String> headers) {
        return say(room, speaker, content, headers);
    }

    /** As imc.rooms does it. */
    private CompletableFuture<Answer> say(Room room, String speaker, Content content, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(Message.IN_REPLY_TO, "call-" + ++calls);
        Content prefixed = content.isText() ? Content.text("[" + speaker + "]: " + content.asText()) : content;
        Broadcast speech = new Broadcast(room.address(), room.presentBut(user(speaker)), prefixed, all,
                Optional.of(new Said(user(speaker), prefixed, content, clock.instant())));
        Keeper.Kept kept = offline.keep(speech);
        Broadcast copies = new Broadcast(room.address(), kept.others(), prefixed, all, speech.said());
        send(copies, (copy, receiver, delivery) -> {
            if (delivery.result() != Delivery.Result.DELIVERED) {
                offline.keep(copy, receiver, delivery);
            }
        });
        offline.said(new Speech(room, user(speaker), content, all, Optional.empty(), speech.receivers(), Answer.OK));
        clock.work();
        return kept.stored().thenApply(done -> kept.others().isEmpty() ? Answer.ACCEPTED : Answer.OK)
                .exceptionally(failure -> Answer.OK).toCompletableFuture();
    }

    CompletableFuture<Answer> say(String speaker, String text) {
        return say(speaker, Content.text(text), Map.of());
    }

    void registers(String name) {
        away.remove(user(name));
        ends.remove(user(name));
        offline.registered(user(name));
        clock.work();
    }

    /** At these ports, the preferred one first. */
    void registers(String name, int... ports) {
        contacts.put(user(name), at(name, ports));
        registers(name);
    }

    static List<Contact> at(String name, int... ports) {
        return IntStream.of(ports)
                .mapToObj(port -> new Contact("sip:" + name + "@127.0.0.1:" + port, Optional.empty())).toList();
    }

    @Override
    public List<Contact> contacts(SipAddress user) {
        return contacts.getOrDefault(user, List.of());
    }

    @Override
    public void send(Broadcast broadcast, DeliveryListener listener) {
        for (int i = 0; i < broadcast.receivers().size(); i++) {
            int place = i;
            SipAddress receiver = broadcast.receivers().get(i);
            sent.add(new Broadcast(broadcast.from(), List.of(receiver), broadcast.content(), broadcast.headers(),
                    broadcast.said()));
            Runnable end = () -> listener.ended(broadcast, place, away.contains(receiver) ? Delivery.NOT_REGISTERED
                    : ends.getOrDefault(receiver, Delivery.answered(200)));
            if (slow.contains(receiver)) {
                later.add(end);
            } else {
                end.run();
            }
        }
    }

    @Override
    public boolean isAway(SipAddress receiver) {
        return away.contains(receiver);
    }

    /** What was sent since the last look. */
    List<String> told() {
        List<String> told = sent.stream().map(copy -> copy.receivers().get(0).displayUser() + " "
                + copy.content().asText()).toList();
        sent.clear();
        return told;
    }

    /** The copies that are on their way come to their ends. */
    void end() {
        List<Runnable> all = List.copyOf(later);
        later.clear();
        all.forEach(Runnable::run);
        clock.work();
    }

    long figure(String name) {
        return offline.statistics().stream().filter(figure -> (figure.name() + figure.labels().values()).replace("[]",
                "").equals(name)).mapToLong(Statistic::value).sum();
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return address.equals(CHAT) ? Optional.of(room) : Optional.ofNullable(others.get(address));
    }

    @Override
    public Stream<Room> rooms() {
        return Stream.of(room);
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        if (!knowsRooms) {
            CompletableFuture<Answer> never = new CompletableFuture<>();
            unanswered.add(never);
            return never;
        }
        TestRoom called = new TestRoom();
        called.room = room(address);
        return called.change(address, cause, step);
    }
}
