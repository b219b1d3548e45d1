package imc.room.settings.internal;

import imc.api.Answer;
import imc.api.Properties;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Checks;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.RoomSetting;
import imc.api.room.SettingRefusedException;
import imc.api.store.Change;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The setting of one setting: what {@code #set} and {@code imc_set_room} share, once it is clear that it may be set.
 *
 * @param setting what is set
 * @param value   as somebody has written it
 */
record Setting(RoomSetting setting, String value) {

    /** The value that brings the default back. */
    private static final String NOTHING = "-";
    private static final int BAD_REQUEST = 400;
    private static final int MOST_WORDS = 300;
    private static final int RETRY_AFTER = 5;
    private static final Checks CHECKS = new Checks(Set.TEXTS, Set.FIRST);

    /** What is to be kept: known at once, or found out before the room's turn; a refusal where nothing is. */
    interface Value {
        Optional<String> in(CommandCall call) throws Refused;
    }

    /** Why nothing is kept. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient Step step;

        Refused(Step step) {
            super(step.answer().text(), null, false, false);
            this.step = step;
        }
    }

    /** What is kept of the value, where that is known at once. */
    Optional<String> read(CommandCall call) throws Refused {
        try {
            return value.equals(NOTHING) ? Optional.empty() : setting.read(call, value, call.language());
        } catch (IllegalArgumentException e) {
            throw refused(call, e);
        }
    }

    /** What is kept of it, where that takes time; empty where it does not, or where nothing will be. */
    Optional<CompletionStage<Value>> preparing(CommandCall call) {
        if (value.equals(NOTHING)) {
            return Optional.empty();
        }
        try {
            return setting.preparing(call, value, call.language()).map(stage -> stage.thenApply(made -> later ->
                    Optional.of(made.orElseThrow(() -> new Refused(Step.refused(Answer.unavailable(
                            Set.TEXTS.get(later.language(), "busy", RETRY_AFTER), RETRY_AFTER)))))));
        } catch (SettingRefusedException e) {
            return Optional.of(CompletableFuture.completedStage(later -> {
                throw new Refused(Step.refused(e.answer()));
            }));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Sets it.
     *
     * @param user  whose it is, where each member has his own
     * @param first what the sender is told of what is kept
     */
    Step in(CommandCall call, Room room, SipAddress user, Value kept, Function<Optional<String>, Step> first) {
        try {
            Optional<String> after = kept.in(call);
            boolean isMembers = setting.who() == RoomSetting.Who.SELF;
            Properties before = isMembers ? room.member(user).orElseThrow().properties() : room.properties();
            before.with(setting.name(), after); // there may be too many, or too much of it
            return setting.setting(call, room, first.apply(after).changing(isMembers
                    ? new Change.MemberPropertyPut(room.address(), user, setting.name(), after)
                    : new Change.RoomPropertyPut(room.address(), setting.name(), after)), after);
        } catch (Refused e) {
            return e.step;
        } catch (IllegalArgumentException e) {
            return refused(call, e).step;
        }
    }

    private static Refused refused(CommandCall call, IllegalArgumentException why) {
        String words = String.valueOf(why.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return new Refused(CHECKS.refused(call, 4, BAD_REQUEST,
                words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…"));
    }
}
