package imc.room.settings.own;

import imc.api.Answer;
import imc.api.command.CommandCall;
import imc.api.room.SettingRefusedException;
import imc.api.text.Language;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One that is found out before the room's turn, as soon as the test says so, and that is never shown. */
public final class Secret extends Own {

    /** What is kept of the value that comes next. */
    public final CompletableFuture<Optional<String>> made = new CompletableFuture<>();

    /** Why it is not set now; null for nothing. */
    public Answer refusal;

    public Secret() {
        super("secret", Who.ADMINS, "-");
    }

    @Override
    public Optional<CompletionStage<Optional<String>>> preparing(CommandCall call, String value, Language language) {
        read(call, value, language);
        if (refusal != null) {
            throw new SettingRefusedException(refusal);
        }
        return Optional.of(made);
    }

    @Override
    public String shown(String kept) {
        return "***";
    }
}
