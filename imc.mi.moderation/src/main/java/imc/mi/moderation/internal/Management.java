package imc.mi.moderation.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.Listed;
import imc.api.room.Moderation;
import imc.api.room.Moderation.Measure;
import imc.api.room.RoomFacts;
import imc.api.room.Rooms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What an operator, who is in no room, sees of bans, mutes and voices, and does about them. */
@Component(immediate = true)
public final class Management implements RoomFacts {

    private static final String USER = "who As sip:user@host, or the user part alone";
    private static final String USER_OR_HOST = USER + "; *@host is everybody of a host";
    private static final String TIME = "[time] How long: 90s, 10m, 2h or 7d; for ever, if left out";

    private final Rooms rooms;
    private final Moderation moderation;
    private final List<ServiceRegistration<MiCommand>> registrations = new ArrayList<>();

    @Activate
    public Management(@Reference Rooms rooms, @Reference Moderation moderation, BundleContext context) {
        this.rooms = rooms;
        this.moderation = moderation;
        register(context, "imc_list_bans", "Lists who may not enter a room", list(Measure.BAN));
        register(context, "imc_list_mutes", "Lists who may say nothing in a room", list(Measure.MUTE));
        register(context, "imc_list_voices", "Lists who speaks in a room also where it is moderated",
                list(Measure.VOICE));
        register(context, "imc_ban", "Keeps a user, or everybody of a host, out of a room; all are told",
                imposing("imc_ban", Measure.BAN, "banned"), USER_OR_HOST, TIME, "[reason] For all to read");
        register(context, "imc_unban", "Lets somebody enter a room again; all are told",
                lifting("imc_unban", Measure.BAN, "unbanned"), USER_OR_HOST);
        register(context, "imc_mute", "Lets a member of a room say nothing there; all are told",
                imposing("imc_mute", Measure.MUTE, "muted"), USER, TIME);
        register(context, "imc_unmute", "Lets somebody speak again in a room; all are told",
                lifting("imc_unmute", Measure.MUTE, "unmuted"), USER);
        register(context, "imc_voice", "Lets a member speak in a room also where it is moderated; all are told",
                imposing("imc_voice", Measure.VOICE, "voiced"), USER);
        register(context, "imc_devoice", "Takes a voice away again; all are told",
                lifting("imc_devoice", Measure.VOICE, "devoiced"), USER);
        register(context, "imc_moderated",
                "Lets only the owner, admins and who has a voice speak in a room, or everybody again; all are told",
                moderating("imc_moderated"), "moderated on or off");
    }

    private void register(BundleContext context, String name, String description, MiCommand command,
            String... parameters) {
        List<String> all = new ArrayList<>(List.of(MiRoom.PARAMETER));
        all.addAll(List.of(parameters));
        registrations.add(context.registerService(MiCommand.class, command, FrameworkUtil.asDictionary(Map.of(
                MiCommand.NAME, name, MiCommand.DESCRIPTION, description,
                MiCommand.PARAMETERS, all.toArray(String[]::new)))));
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private MiCommand list(Measure measure) {
        return given -> moderation.of(measure, MiRoom.of(rooms, given).room()).stream().map(one -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("who", one.who());
            row.put("until", until(one));
            row.put("by", one.by());
            row.put("reason", one.reason());
            return row;
        }).toList();
    }

    private MiCommand imposing(String name, Measure measure, String done) {
        return given -> MiRoom.of(rooms, given).act(name, done, (call, room) -> moderation.impose(measure, call, room,
                text(given, "who"), text(given, "time"), text(given, "reason")));
    }

    private MiCommand lifting(String name, Measure measure, String done) {
        return given -> MiRoom.of(rooms, given).act(name, done, (call, room) -> moderation.lift(measure, call, room,
                text(given, "who")));
    }

    private MiCommand moderating(String name) {
        return given -> {
            String value = text(given, "moderated").toLowerCase(Locale.ROOT);
            if (!value.equals("on") && !value.equals("off")) {
                throw MiException.badRequest("moderated is '" + text(given, "moderated") + "': on or off is allowed");
            }
            return MiRoom.of(rooms, given).act(name, "moderated " + value,
                    (call, room) -> moderation.moderate(call, room, value.equals("on")));
        };
    }

    private static String text(Map<String, Object> given, String name) {
        return (String) given.getOrDefault(name, "");
    }

    private static String until(Listed one) {
        return one.end() == 0 ? "unlimited" : Instant.ofEpochSecond(one.end()).toString();
    }

    @Override
    public Map<String, Object> of(Room room) {
        return room.properties().isEmpty() ? Map.of() : Map.of(
                "moderated", room.properties().get(Moderation.MODERATED).isPresent(),
                "bans", moderation.of(Measure.BAN, room).size());
    }

    @Override
    public Map<String, Object> of(Room room, Member member) {
        Map<String, Object> facts = new LinkedHashMap<>();
        listed(Measure.MUTE, room, member).ifPresent(mute -> facts.put("muted_until", until(mute)));
        listed(Measure.VOICE, room, member).ifPresent(voice -> facts.put("voice", true));
        return facts;
    }

    private Optional<Listed> listed(Measure measure, Room room, Member member) {
        return moderation.of(measure, room).stream().filter(one -> one.means(member.address())).findFirst();
    }
}
