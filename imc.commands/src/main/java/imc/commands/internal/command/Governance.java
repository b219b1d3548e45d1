package imc.commands.internal.command;

import imc.api.Answer;
import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import java.util.Optional;

/**
 * What the commands of owners and admins check before they act: the room is there, the sender is in it and may do
 * this, and the user who is meant can be read. The codes differ from command to command; the order is the same.
 */
record Governance(ReturnCode noUser, ReturnCode badUser, ReturnCode noRoom, ReturnCode notMember,
        ReturnCode notAllowed) {

    /** What a command does once everything is in order. */
    @FunctionalInterface
    interface Act {
        Step on(Room room, Member sender, SipAddress user);
    }

    Step check(CommandCall call, Act act) {
        Optional<String> argument = call.argument("user");
        if (argument.isEmpty()) {
            return Step.refused(noUser);
        }
        SipAddress user;
        try {
            user = call.address(argument.get());
        } catch (IllegalArgumentException e) {
            return Step.refused(Answer.of(badUser, Words.to(call, "bad.user", e.getMessage())));
        }
        return Presence.in(call, noRoom, Role::isPresent, notMember, (room, sender) ->
                sender.role().governs() ? act.on(room, sender, user) : Step.refused(notAllowed));
    }

    /** Whether the user was invited and has not answered. */
    static boolean isInvited(Room room, SipAddress user) {
        return room.member(user).filter(member -> member.role() == Role.INVITED).isPresent();
    }
}
