package imc.room.access.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.RoomRules;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.room.RoomSetting;
import imc.api.store.Change;
import imc.api.text.Language;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A room with this bundle alone: commands come in, decide, and are seen at once. */
final class House {

    static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    private static final RoomRules RULES = (RoomRules) Proxy.newProxyInstance(RoomRules.class.getClassLoader(),
            new Class<?>[] {RoomRules.class}, (proxy, method, given) -> switch (method.getName()) {
                case "maxMembers" -> 100;
                case "maxMemberships" -> 1000;
                case "checkOnCreate" -> false;
                case "ownerLeave" -> RoomRules.OwnerLeave.HANDOVER;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    final RoomPolicy entrance = new Entrance();
    final List<String> told = new ArrayList<>();
    Optional<Room> room = Optional.of(Room.of(CHAT, false, List.of(new Member(user("alice"), Role.OWNER),
            new Member(user("bob"), Role.ADMIN), new Member(user("carol"), Role.MEMBER))));

    static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    /** A setting has a value from now on; {@code -} for its default. */
    void set(RoomSetting setting, String value) {
        Optional<String> kept = value.equals("-") ? Optional.empty()
                : setting.read(call(user("alice"), Map.of()), value, Language.NONE);
        room = room.map(now -> now.with(now.properties().with(setting.name(), kept)));
    }

    /** A command, as the engine runs it. */
    Answer run(String sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = call(user(sender), arguments);
        Step step = entrance.changing(call, command.run(call));
        for (Change change : step.changes()) {
            if (step.answer().isSuccess() && change instanceof Change.MemberPut put && put.member().role().isPresent()
                    && room.flatMap(now -> now.member(put.member().address()))
                            .filter(member -> member.role().isPresent()).isEmpty()) {
                step = entrance.entering(new Entry(put.member(), call), step);
            }
        }
        room = Optional.ofNullable(Change.apply(step.changes(), room.orElse(null)));
        step.notices().forEach(notice -> told.add(String.join(", ", notice.receivers().stream()
                .map(SipAddress::user).toList()) + ": " + notice.content().asText()));
        return step.answer();
    }

    List<String> takeTold() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** A call, as far as the commands and policies of these tests look at it. */
    private CommandCall call(SipAddress sender, Map<String, String> arguments) {
        Optional<Room> now = room;
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> sender;
                    case "language" -> Language.of(now, Language.NONE);
                    case "roomAddress" -> CHAT;
                    case "room" -> now;
                    case "canBeRoom", "canBeUser" -> true;
                    case "argument" -> Optional.ofNullable(arguments.get(given[0].toString()));
                    case "address" -> SipAddress.resolve(given[0].toString(), CHAT);
                    case "rules" -> RULES;
                    case "memberCount" -> 1;
                    case "startChar" -> "#";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
