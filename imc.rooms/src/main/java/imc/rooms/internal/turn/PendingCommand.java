package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.BadAddressException;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.CommandDescription;
import imc.api.command.ImcCommand;
import imc.api.command.RoomRules;
import imc.api.command.Saying;
import imc.api.room.Cause;
import imc.api.room.Speech;
import imc.api.text.AddressTexts;
import imc.api.text.Language;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.whiteboard.Policies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A command that was called and is not answered yet.
 *
 * @param name       what it is called in the log
 * @param command    what was called
 * @param sender     who called it
 * @param isSenderKnown as {@link imc.api.Message#isSenderKnown()}
 * @param addressed  the address that the call was sent to
 * @param room       the room that it is for
 * @param arguments  by the words of the command's usage
 * @param callId     of the MESSAGE that brought it
 * @param language   that the sender likes best
 * @param context    what does not depend on the room
 * @param deadline   until when it waits for a store, by {@link System#nanoTime()}; a reaction waits for ever
 * @param isReaction whether it is the server's own, to something that happened: nobody is told how it is answered
 * @param answer     completed with the answer
 */
public record PendingCommand(String name, ImcCommand command, SipAddress sender, boolean isSenderKnown,
        SipAddress addressed, SipAddress room, Map<String, String> arguments, String callId,
        Language language, Context context, long deadline, boolean isReaction, CompletableFuture<Answer> answer) {

    /**
     * What a command may read beside its room.
     *
     * @param objection which addresses rooms can have, where that is none of them; empty for one that is
     */
    public record Context(Rooms rooms, Supplier<List<CommandDescription>> commands, String startChar, RoomRules rules,
            boolean isToManager, Predicate<SipAddress> canBeUser, Function<SipAddress, Optional<String>> objection) {
    }

    /**
     * The room, as the log has it. A word that can be no room's name is left out: who forgets to name the room, or
     * names one that has no password, has written one.
     */
    SipAddress told() {
        return context.rooms().find(room).isPresent() || context.objection().apply(room).isEmpty() ? room : addressed;
    }

    /** The same call for something that is done later. */
    PendingCommand followedBy(ImcCommand reaction) {
        return new PendingCommand(name, reaction, sender, isSenderKnown, addressed, room, arguments, callId,
                language, context, 0, true, new CompletableFuture<>());
    }

    /** Something that no user has sent a command for. */
    static PendingCommand ofRoom(ImcCommand reaction, SipAddress room, Cause cause, Rooms rooms,
            ConferenceSettings settings) {
        return new PendingCommand(cause.what(), reaction, cause.by(), true, room, room, Map.of(), cause.callId(),
                Language.NONE, new Context(rooms, List::of, settings.startChar(), settings, false,
                        user -> rooms.find(user).isEmpty(), served -> Optional.empty()), 0, true,
                new CompletableFuture<>());
    }

    /** The same call, with what is to be run instead. */
    PendingCommand running(ImcCommand prepared) {
        return new PendingCommand(name, prepared, sender, isSenderKnown, addressed, room, arguments, callId, language,
                context, deadline, isReaction, answer);
    }

    /** In which language its sender is told something, with this state of its room. */
    Language languageIn(Optional<Room> state) {
        return Language.of(state, language);
    }

    /** Something that its sender says by it. */
    Speech speech(Room state, Content content, List<SipAddress> receivers) {
        return new Speech(state, sender, content, Map.of(Message.IN_REPLY_TO, callId), Optional.empty(), receivers,
                Answer.OK, languageIn(Optional.of(state)));
    }

    /**
     * The call with this state of its room.
     *
     * @param state    null for no room
     * @param policies asked about what is said by the command
     */
    CommandCall call(Room state, Policies policies) {
        return new Call(this, Optional.ofNullable(state), policies);
    }

    /** The command's view of its call. */
    private record Call(PendingCommand pending, Optional<Room> room, Policies policies) implements CommandCall {

        @Override
        public SipAddress sender() {
            return pending.sender;
        }

        @Override
        public Language language() {
            return pending.languageIn(room);
        }

        @Override
        public SipAddress roomAddress() {
            return pending.room;
        }

        @Override
        public boolean canBeRoom() {
            return !(pending.context.isToManager() && pending.room.equals(pending.addressed));
        }

        @Override
        public Optional<String> notServed() {
            return pending.context.objection().apply(pending.room)
                    .map(allowed -> Words.to(language(), "not.served", pending.room, allowed));
        }

        @Override
        public boolean canBeUser(SipAddress address) {
            return pending.context.canBeUser().test(address);
        }

        @Override
        public int roomCount() {
            return pending.context.rooms().memberships().rooms();
        }

        @Override
        public int memberCount() {
            return pending.context.rooms().memberships().total();
        }

        @Override
        public int roomsOwned(SipAddress user) {
            return pending.context.rooms().memberships().owned(user);
        }

        @Override
        public Stream<Room> roomsFrom(String from) {
            return pending.context.rooms().visibleTo(pending.sender, from);
        }

        @Override
        public Optional<String> argument(String word) {
            return Optional.ofNullable(pending.arguments.get(word));
        }

        @Override
        public SipAddress address(String argument) {
            try {
                return room.flatMap(found -> found.named(argument)).map(Member::address)
                        .orElseGet(() -> SipAddress.resolve(argument, pending.addressed));
            } catch (BadAddressException e) {
                throw new IllegalArgumentException(AddressTexts.why(language(), e), e);
            }
        }

        @Override
        public Saying saying(Content content, List<SipAddress> receivers) {
            Room state = room.orElseThrow(() -> new IllegalStateException("there is no room " + pending.room));
            Speech speech = policies.speaking(pending.speech(state, content, receivers));
            return new Saying(speech.content(), speech.receivers(), speech.answer());
        }

        @Override
        public RoomRules rules() {
            return pending.context.rules();
        }

        @Override
        public Stream<Room> rooms() {
            return pending.context.rooms().all();
        }

        @Override
        public List<CommandDescription> commands() {
            return pending.context.commands().get();
        }

        @Override
        public String startChar() {
            return pending.context.startChar();
        }
    }
}
