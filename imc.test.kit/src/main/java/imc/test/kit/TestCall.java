package imc.test.kit;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.CommandDescription;
import imc.api.command.RoomRules;
import imc.api.command.Saying;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import imc.api.text.AddressTexts;
import imc.api.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call of a command for {@link TestRoom#CHAT}, which is the only room.
 *
 * @param room      as it is
 * @param arguments by their words in the usage
 * @param likes     the language that the sender likes best
 * @param policies  asked about what is said by the command
 */
record TestCall(SipAddress sender, Optional<Room> room, Map<String, String> arguments, Language likes,
        List<RoomPolicy> policies) implements CommandCall {

    private static final RoomRules RULES =
            new Rules(true, false, RoomRules.OwnerLeave.HANDOVER, 10, 10, 100, 1000);

    private record Rules(boolean createOnJoin, boolean checkOnCreate, OwnerLeave ownerLeave, int maxRoomsPerUser,
            int maxRooms, int maxMembers, int maxMemberships) implements RoomRules {
    }

    @Override
    public Language language() {
        return Language.of(room, likes);
    }

    @Override
    public SipAddress roomAddress() {
        return TestRoom.CHAT;
    }

    @Override
    public boolean canBeRoom() {
        return true;
    }

    @Override
    public Optional<String> notServed() {
        return Optional.empty();
    }

    @Override
    public boolean canBeUser(SipAddress address) {
        return true;
    }

    @Override
    public Optional<String> argument(String word) {
        return Optional.ofNullable(arguments.get(word));
    }

    @Override
    public SipAddress address(String argument) {
        try {
            return room.flatMap(found -> found.named(argument)).map(Member::address)
                    .orElseGet(() -> TestRoom.user(argument));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(AddressTexts.why(language(), e), e);
        }
    }

    @Override
    public Saying saying(Content content, List<SipAddress> receivers) {
        Speech speech = new Speech(room.orElseThrow(), sender, content, Map.of(), Optional.empty(), receivers,
                Answer.OK, language());
        for (RoomPolicy policy : policies) {
            speech = policy.speaking(speech);
        }
        return new Saying(speech.content(), speech.receivers(), speech.answer());
    }

    @Override
    public RoomRules rules() {
        return RULES;
    }

    @Override
    public Stream<Room> rooms() {
        return room.stream();
    }

    @Override
    public int roomCount() {
        return (int) room.stream().count();
    }

    @Override
    public int memberCount() {
        return room.map(found -> found.members().size()).orElse(0);
    }

    @Override
    public int roomsOwned(SipAddress user) {
        return (int) room.flatMap(found -> found.member(user)).filter(found -> found.role() == Role.OWNER).stream()
                .count();
    }

    @Override
    public Stream<Room> roomsFrom(String from) {
        return rooms();
    }

    @Override
    public List<CommandDescription> commands() {
        return List.of();
    }

    @Override
    public String startChar() {
        return "#";
    }
}
