package imc.room.settings.internal;

import imc.api.Answer;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.RoomSetting;
import imc.api.room.Rooms;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_set_room}: sets a setting of a room, whoever may by {@code #set}. */
@Component
@MiCommandProperties(name = SetRoom.NAME,
        parameters = {MiRoom.PARAMETER, "name Of the setting, as #set shows it",
            "value As #set takes it; - for the default"},
        description = "Sets a setting of a room; of a password only a slow hash is kept, and nothing is shown")
public final class SetRoom implements MiCommand {

    static final String NAME = "imc_set_room";
    private static final int NOT_FOUND = 404;
    private static final int GONE = -1000;

    private final Rooms rooms;
    private final Settings settings;

    @Activate
    public SetRoom(@Reference Rooms rooms, @Reference Settings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom room = MiRoom.of(rooms, parameters);
        RoomSetting setting = settings.named(text(parameters, "name")).orElseThrow(() ->
                MiException.notFound("no such setting; there are " + settings.all().stream().map(RoomSetting::name)
                        .collect(Collectors.joining(", "))));
        if (setting.who() == RoomSetting.Who.SELF) {
            throw MiException.badRequest(setting.name() + " is each member's own, who alone sets it");
        }
        return room.run(NAME, "set", new Managed(new Setting(setting, text(parameters, "value").strip())));
    }

    private static String text(Map<String, Object> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name).toString();
    }

    /** Nobody's command: no member is told who did it. */
    private record Managed(Setting wanted) implements ImcCommand {

        @Override
        public Optional<CompletionStage<ImcCommand>> preparing(CommandCall call) {
            return wanted.preparing(call).map(stage -> stage.thenApply(kept -> later -> run(later, kept)));
        }

        @Override
        public Step run(CommandCall call) {
            return run(call, wanted::read);
        }

        private Step run(CommandCall call, Setting.Value kept) {
            return call.room().map(room -> wanted.in(call, room, room.address(), kept, after -> Step.done()))
                    .orElseGet(() -> Step.refused(Answer.refused(GONE, NOT_FOUND, "no such room")));
        }
    }
}
