package imc.room.notices.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.config.Settings;
import imc.api.room.RoomPolicy;
import imc.api.script.ScriptSubject;
import imc.api.script.ScriptTexts;
import imc.api.store.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has rooms tell what happens in the operator's words, each notice once and not for each who gets it. Asked after all
 * others, so that what they add is reworded, too.
 */
@Component(service = RoomPolicy.class, configurationPid = NoticesSettings.PID,
        property = "service.ranking:Integer=-1000")
@Designate(ocd = NoticesConfiguration.class)
public final class Notices implements RoomPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private Settings settings = NoticesSettings.initial();
    private @Nullable ScriptTexts variables;
    private volatile OwnTexts texts;

    @Activate
    public Notices(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
        texts = read();
    }

    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
        texts = read();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindVariables(ScriptTexts arrived) {
        variables = arrived;
        texts = read();
    }

    synchronized void unbindVariables(ScriptTexts leaving) {
        if (variables == leaving) {
            variables = null;
            texts = read();
        }
    }

    private OwnTexts read() {
        return new OwnTexts(settings.get(NoticesSettings.TEXTS), variables);
    }

    @Override
    public Step changing(CommandCall call, Step proposed) {
        OwnTexts now = texts;
        if (now.isEmpty() || proposed.notices().stream().noneMatch(now::have)) {
            return proposed;
        }
        Optional<Room> before = call.room();
        Optional<Room> after = Optional.ofNullable(Change.apply(proposed.changes(), before.orElse(null)));
        return proposed.notifying(proposed.notices().stream()
                .map(notice -> now.of(notice, facts(call, before, after, notice))).toList());
    }

    /** As it is when the notice is sent; the role of who has gone is what it was. */
    private static Map<String, String> facts(CommandCall call, Optional<Room> before, Optional<Room> after,
            Notice notice) {
        Map<String, String> facts = new HashMap<>(Map.of(ScriptSubject.ROOM, call.roomAddress().toString(),
                ScriptSubject.COUNT, Integer.toString(after.map(Room::presentCount).orElse(0))));
        SipAddress about = notice.wording().flatMap(Notice.Wording::about).orElse(call.sender());
        if (!about.equals(call.roomAddress())) { // a room that does something of itself
            facts.put(ScriptSubject.MEMBER, about.toString());
            after.flatMap(room -> room.member(about)).or(() -> before.flatMap(room -> room.member(about)))
                    .ifPresent(member -> facts.put(ScriptSubject.ROLE, member.role().word()));
        }
        return facts;
    }
}
