package imc.room.moderation.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.RoomFacts;
import imc.api.room.Rooms;
import imc.api.text.Language;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What an operator, who is in no room, sees and does: {@code imc_list_bans}, {@code imc_ban}, {@code imc_unban}. */
@Component(immediate = true)
public final class Management implements RoomFacts {

    private static final String WHO = "who As sip:user@host, or the user part alone; *@host is everybody of a host";

    private final Rooms rooms;
    private final InstantSource clock;
    private final List<ServiceRegistration<MiCommand>> registrations;

    @Activate
    public Management(@Reference Rooms rooms, BundleContext context) {
        this(rooms, InstantSource.system(), context);
    }

    Management(Rooms rooms, InstantSource clock, BundleContext context) {
        this.rooms = rooms;
        this.clock = clock;
        this.registrations = List.of(
                register(context, "imc_list_bans", "Lists who may not enter a room", this::list, MiRoom.PARAMETER),
                register(context, "imc_ban", "Keeps a user, or everybody of a host, out of a room; all are told",
                        given -> act(given, "imc_ban", "banned", (act, user) -> act.ban(user, text(given, "time"),
                                text(given, "reason"))), MiRoom.PARAMETER, WHO,
                        "[time] How long: 90s, 10m, 2h or 7d; for ever, if left out", "[reason] For all to read"),
                register(context, "imc_unban", "Lets somebody enter a room again; all are told", given ->
                        act(given, "imc_unban", "unbanned", (act, user) -> act.end(Listing.BANS, user, "unbanned")),
                        MiRoom.PARAMETER, WHO));
    }

    private static ServiceRegistration<MiCommand> register(BundleContext context, String name, String description,
            MiCommand command, String... parameters) {
        return context.registerService(MiCommand.class, command, FrameworkUtil.asDictionary(Map.of(MiCommand.NAME, name,
                MiCommand.DESCRIPTION, description, MiCommand.PARAMETERS, parameters)));
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    @Override
    public Map<String, Object> of(Room room) {
        return room.properties().isEmpty() ? Map.of()
                : Map.of("moderated", Act.isModerated(room), "bans", bans(room).size());
    }

    @Override
    public Map<String, Object> of(Room room, Member member) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Listing.MUTES.inForce(room, member.address(), clock.instant())
                .ifPresent(mute -> facts.put("muted_until", until(mute)));
        Listing.VOICES.inForce(room, member.address(), clock.instant()).ifPresent(voice -> facts.put("voice", true));
        return facts;
    }

    private List<Listed> bans(Room room) {
        return Listing.BANS.of(room).stream().filter(ban -> !ban.isOver(clock.instant())).toList();
    }

    private static String until(Listed one) {
        return one.end() == 0 ? "unlimited" : Instant.ofEpochSecond(one.end()).toString();
    }

    private Object list(Map<String, Object> given) throws MiException {
        return bans(MiRoom.of(rooms, given).room()).stream().map(ban -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("who", ban.who());
            row.put("until", until(ban));
            row.put("by", ban.by());
            row.put("reason", ban.reason());
            return row;
        }).toList();
    }

    private Object act(Map<String, Object> given, String what, String done, BiFunction<Act, SipAddress, Step> deed)
            throws MiException {
        return MiRoom.of(rooms, given).act(what, done, (call, room) -> {
            try {
                return deed.apply(new Act(call, room, Optional.empty(), clock.instant()),
                        Act.user(text(given, "who"), word -> SipAddress.resolve(word, room.address())));
            } catch (Refusal refusal) {
                return Step.refused(refusal.answer(Language.NONE, Refusal.BANS));
            }
        });
    }

    private static String text(Map<String, Object> given, String name) {
        return (String) given.getOrDefault(name, "");
    }
}
