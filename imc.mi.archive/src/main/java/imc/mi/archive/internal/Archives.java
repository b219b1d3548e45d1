package imc.mi.archive.internal;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive;
import imc.api.mi.MiAddress;
import imc.api.mi.MiException;
import imc.api.mi.MiPatience;
import imc.api.mi.MiRoom;
import imc.api.room.Rooms;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The archive that is there, for operators, who wait for it. */
@Component(service = Archives.class)
public final class Archives {

    /** A command describes its parameter so: as others do, but that the room may be gone. */
    static final String ROOM = "room As sip:user@host, or its user part alone where it is there";
    /** For a deletion of a hundred thousand messages, too. */
    private static final MiPatience ARCHIVE = new MiPatience("The archive", Duration.ofSeconds(60));

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable MessageArchive archive;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Rooms rooms;

    @Activate
    public Archives() {
        // both come and go
    }

    Archives(@Nullable MessageArchive archive, @Nullable Rooms rooms) {
        this.archive = archive;
        this.rooms = rooms;
    }

    /** Asks the archive, and waits for its answer. */
    <T> T ask(Function<MessageArchive, CompletionStage<T>> question) throws MiException {
        MessageArchive asked = archive;
        if (asked == null) {
            throw MiException.failed("No archive is there: it comes with the store");
        }
        return ARCHIVE.await(question.apply(asked));
    }

    /** The parameter {@code room}: of a room that is there its user part alone will do, as everywhere. */
    SipAddress room(Map<String, Object> parameters) throws MiException {
        Rooms known = rooms;
        String text = text(parameters, "room");
        if (known == null || text.isEmpty() || !MiAddress.isUserPart(text)) {
            return MiAddress.of("room", text);
        }
        try {
            return MiRoom.of(known, Map.of("room", text)).room().address();
        } catch (MiException e) {
            throw new MiException(e.kind(), e.getMessage() + "; what is kept of a room that is gone is found by its "
                    + "whole address");
        }
    }

    /** The parameter {@code user}; its user part alone is of the room's host, where there is a room. */
    static SipAddress user(Map<String, Object> parameters, Optional<SipAddress> room) throws MiException {
        String text = text(parameters, "user");
        return room.isPresent() ? MiAddress.of("user", text, room.get()) : MiAddress.of("user", text);
    }

    private static String text(Map<String, Object> parameters, String name) {
        return Objects.toString(parameters.get(name), "").strip();
    }
}
