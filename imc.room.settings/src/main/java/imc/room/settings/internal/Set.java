package imc.room.settings.internal;

import imc.api.Member;
import imc.api.Properties;
import imc.api.Room;
import imc.api.command.Checks;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code #set}: shows a room's settings, and sets one. */
@Component
@ImcCommandProperties(name = "set", usage = "[<room>] [<name>] [<value...>]",
        help = "show or change settings",
        details = "#set shows all settings, #set <name> one of them. #set <name> <value> sets it, #set <name> - brings"
                + " its default back. Who may is shown with each. Another room is named first, with its host:"
                + " #set chat-1@example.com <name>.")
public final class Set implements ImcCommand {

    /** The first of its codes. */
    static final int FIRST = -161;
    static final Texts TEXTS = Texts.beside(Set.class);
    private static final Checks CHECKS = new Checks(TEXTS, FIRST);
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int SHOWN_OF_MANY = 60;

    private final Settings settings;

    @Activate
    public Set(@Reference Settings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Texts> texts() {
        return Optional.of(TEXTS);
    }

    /** What takes time, as a password does, is found out before the room's turn. */
    @Override
    public Optional<CompletionStage<ImcCommand>> preparing(CommandCall call) {
        Optional<RoomSetting> setting = call.argument("name").flatMap(settings::named);
        Optional<Member> sender = call.room().flatMap(room -> room.member(call.sender()));
        if (setting.isEmpty() || sender.isEmpty() || !setting.get().who().includes(sender.get())) {
            return Optional.empty();
        }
        return call.argument("value").flatMap(value -> new Setting(setting.get(), value).preparing(call))
                .map(stage -> stage.thenApply(kept -> later -> run(later, Optional.of(kept))));
    }

    @Override
    public Step run(CommandCall call) {
        return run(call, Optional.empty());
    }

    private Step run(CommandCall call, Optional<Setting.Value> prepared) {
        return CHECKS.check(call, member -> true, (room, member) -> {
            Optional<String> name = call.argument("name");
            if (name.isEmpty()) {
                return Step.done().telling(call.sender(), all(call.language(), room, member));
            }
            Optional<RoomSetting> setting = settings.named(name.get());
            if (setting.isEmpty()) {
                return CHECKS.refused(call, 3, NOT_FOUND, settings.all().stream().map(RoomSetting::name)
                        .collect(Collectors.joining(", ")));
            }
            return call.argument("value").map(value -> put(call, room, member, setting.get(), value, prepared))
                    .orElseGet(() -> Step.done().telling(call.sender(), one(call.language(), room, member,
                            setting.get())));
        });
    }

    private static Step put(CommandCall call, Room room, Member member, RoomSetting setting, String value,
            Optional<Setting.Value> prepared) {
        if (!setting.who().includes(member)) {
            return CHECKS.refused(call, 2, FORBIDDEN, who(call.language(), setting), setting.name());
        }
        Setting wanted = new Setting(setting, value);
        return wanted.in(call, room, member.address(), prepared.orElse(wanted::read), after -> Step.done()
                .noticing(call.sender(), setting.name() + " = " + after.map(setting::shown)
                        .orElseGet(setting::fallback)));
    }

    private String all(Language language, Room room, Member member) {
        return settings.all().stream().map(setting -> line(language, setting,
                        shortened(value(room, member, setting))))
                .collect(Collectors.joining("\n", TEXTS.get(language, "settings") + "\n", ""));
    }

    private static String one(Language language, Room room, Member member, RoomSetting setting) {
        return Notice.MARK + line(language, setting, value(room, member, setting)) + "\n"
                + TEXTS.get(language, "usage", setting.usage());
    }

    private static String line(Language language, RoomSetting setting, String value) {
        String help = setting.texts().find(language, "setting." + setting.name()).orElse("");
        return TEXTS.get(language, "setting", setting.name(), value, setting.fallback(), who(language, setting),
                help);
    }

    private static String value(Room room, Member member, RoomSetting setting) {
        Properties properties = setting.who() == RoomSetting.Who.SELF ? member.properties() : room.properties();
        return properties.get(setting.name()).map(setting::shown).orElseGet(setting::fallback);
    }

    private static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= SHOWN_OF_MANY ? value
                : value.substring(0, value.offsetByCodePoints(0, SHOWN_OF_MANY)) + "…";
    }

    private static String who(Language language, RoomSetting setting) {
        return TEXTS.get(language, "who." + setting.who().name().toLowerCase(Locale.ROOT));
    }
}
