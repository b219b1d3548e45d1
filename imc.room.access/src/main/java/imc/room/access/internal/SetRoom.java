package imc.room.access.internal;

import imc.api.Answer;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.room.Cause;
import imc.api.room.RoomSetting;
import imc.api.room.Rooms;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_set_room}: sets a setting of a room, whoever may by {@code #set}. */
@Component
@MiCommandProperties(name = SetRoom.NAME,
        parameters = {"room As sip:user@host, or its user part alone", "name Of the setting, as #set shows it",
            "value As #set takes it; - for the default"},
        description = "Sets a setting of a room; of a password only a slow hash is kept, and nothing is shown")
public final class SetRoom implements MiCommand {

    static final String NAME = "imc_set_room";
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final int GONE = -1000;
    private static final long PATIENCE_SECONDS = 12;

    private final Rooms rooms;
    private final Settings settings;

    @Activate
    public SetRoom(@Reference Rooms rooms, @Reference Settings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress room = room(text(parameters, "room"));
        RoomSetting setting = settings.named(text(parameters, "name")).orElseThrow(() ->
                MiException.notFound("no such setting; there are " + settings.all().stream().map(RoomSetting::name)
                        .collect(Collectors.joining(", "))));
        if (setting.who() == RoomSetting.Who.SELF) {
            throw MiException.badRequest(setting.name() + " is each member's own, who alone sets it");
        }
        Setting wanted = new Setting(setting, text(parameters, "value").strip());
        Answer answer = await(rooms.change(room, Cause.of(NAME, room), new Managed(wanted)));
        if (!answer.isSuccess()) {
            throw answer.status() == NOT_FOUND ? MiException.notFound(answer.text())
                    : answer.status() >= FAILED ? MiException.failed(answer.text())
                    : MiException.badRequest(answer.text());
        }
        return Map.of("room", room.toString(), "done", "set");
    }

    /** Nobody's command: no member is told who did it. */
    private record Managed(Setting wanted) implements ImcCommand {

        @Override
        public Optional<CompletionStage<ImcCommand>> preparing(CommandCall call) {
            return wanted.preparing(call.language()).map(stage -> stage.thenApply(kept -> later -> run(later, kept)));
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

    private static String text(Map<String, Object> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name).toString();
    }

    private SipAddress room(String name) throws MiException {
        if (name.indexOf('@') < 0 && name.indexOf(':') < 0) {
            List<SipAddress> found = rooms.rooms().map(Room::address).filter(address -> address.user().equals(name)
                    || address.displayUser().equals(name)).limit(2).toList();
            if (found.size() > 1) {
                throw MiException.badRequest("several rooms are named " + name
                        + ": say which, as sip:" + name + "@host");
            }
            return found.stream().findFirst().orElseThrow(() -> MiException.notFound("no such room"));
        }
        try {
            return SipAddress.parse(name.indexOf(':') < 0 ? "sip:" + name : name);
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest("'" + name + "' is no room's address: " + e.getMessage());
        }
    }

    private static Answer await(CompletionStage<Answer> answer) throws MiException {
        try {
            return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw MiException.failed(NAME + " has not ended within " + PATIENCE_SECONDS
                    + " s (no store serves, or it is slow); it may still be done");
        } catch (ExecutionException e) {
            throw MiException.failed(NAME + " failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MiException.failed(NAME + " was interrupted; it may still be done");
        }
    }
}
