package imc.rooms.internal.settings;

import imc.api.Message;
import imc.api.SipAddress;
import imc.api.command.RoomRules;
import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration {@code imc.commands} in force. A change is seen by the next message; nothing is restarted. */
@Component(service = ConferenceSettings.class, configurationPid = ConferenceSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CommandsConfiguration.class)
public final class ConferenceSettings implements RoomRules {

    static final String PID = "imc.commands";

    static final Setting<String> START_CHAR = new Setting<>("imc_cmd_start_char", "#",
            "one character that is neither a letter, a digit nor a blank", ConferenceSettings::startChar);
    static final Setting<Integer> HASH_SIZE = Setting.number("hash_size", 4, 0, 20);
    static final Setting<Boolean> CREATE_ON_JOIN = Setting.flag("create_on_join", true);
    static final Setting<Boolean> CHECK_ON_CREATE = Setting.flag("check_on_create", false);
    static final Setting<OwnerLeave> OWNER_LEAVE = Setting.choice("owner_leave", OwnerLeave.DESTROY);
    static final Setting<Integer> ERROR_STATUS = new Setting<>("error_status", 0,
            "0 or a SIP status from 400 to 699", ConferenceSettings::errorStatus);
    static final Setting<Integer> MAX_BODY = Setting.number("max_body", 32_768, 1, 1 << 20);
    static final Setting<Duration> SWAP_TIMEOUT = Setting.duration("swap_timeout", Duration.ofSeconds(4),
            Duration.ofMinutes(1));
    static final Setting<Duration> POLICY_TIMEOUT = Setting.duration("policy_timeout", Duration.ofSeconds(10),
            Duration.ofMinutes(1));
    static final Setting<OnConflict> ON_CONFLICT = Setting.choice("on_conflict", OnConflict.REFUSE);
    static final Setting<Integer> MAX_FAILURES = Setting.number("max_failures", 10, 0, 1_000_000);
    static final Setting<OnFailure> ON_FAILURE = Setting.choice("on_failure", OnFailure.REPORT);
    static final Setting<Integer> MAX_ROOMS_PER_USER = Setting.number("max_rooms_per_user", 100, 1, 1_000_000);
    static final Setting<Integer> MAX_ROOMS = Setting.number("max_rooms", 50_000, 1, 10_000_000);
    static final Setting<Integer> MAX_MEMBERS = Setting.number("max_members", 10_000, 1, 1_000_000);
    static final Setting<Integer> MAX_MEMBERSHIPS = Setting.number("max_memberships", 200_000, 1, 100_000_000);
    static final Setting<RoomSource> ROOM_SOURCE = Setting.choice("room_source", RoomSource.RURI);

    private static final Logger LOG = LoggerFactory.getLogger(ConferenceSettings.class);

    private volatile Settings settings = initial();

    /** All keys at their initial values. */
    static Settings initial() {
        return Settings.initial(PID, START_CHAR, HASH_SIZE, CREATE_ON_JOIN,
                CHECK_ON_CREATE, OWNER_LEAVE, ERROR_STATUS, MAX_BODY, ROOM_SOURCE, SWAP_TIMEOUT, POLICY_TIMEOUT,
                ON_CONFLICT, MAX_FAILURES, ON_FAILURE, MAX_ROOMS_PER_USER, MAX_ROOMS, MAX_MEMBERS, MAX_MEMBERSHIPS);
    }

    @Activate
    public ConferenceSettings(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
    }

    @Modified
    public void modified(Map<String, Object> configuration) {
        Settings next = settings.with(configuration, LOG::error);
        if (!next.equals(settings)) {
            settings = next;
            LOG.info("{}: the new configuration is in force", PID);
        }
    }

    private static String startChar(String text) {
        if (text.codePointCount(0, text.length()) != 1 || Character.isLetterOrDigit(text.codePointAt(0))) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static Integer errorStatus(String text) {
        int status = Integer.parseInt(text);
        if (status != 0 && (status < 400 || status > 699)) {
            throw new IllegalArgumentException();
        }
        return status;
    }

    public String startChar() {
        return settings.get(START_CHAR);
    }

    public int hashSize() {
        return settings.get(HASH_SIZE);
    }

    @Override
    public boolean createOnJoin() {
        return settings.get(CREATE_ON_JOIN);
    }

    @Override
    public boolean checkOnCreate() {
        return settings.get(CHECK_ON_CREATE);
    }

    @Override
    public OwnerLeave ownerLeave() {
        return settings.get(OWNER_LEAVE);
    }

    public int errorStatus() {
        return settings.get(ERROR_STATUS);
    }

    /** The longest body that is taken, in bytes. */
    public int maxBody() {
        return settings.get(MAX_BODY);
    }

    /** How long a change waits for a store. */
    public Duration swapTimeout() {
        return settings.get(SWAP_TIMEOUT);
    }

    /** How long nobody enters a room that relies on a policy that is away. */
    public Duration policyTimeout() {
        return settings.get(POLICY_TIMEOUT);
    }

    public OnConflict onConflict() {
        return settings.get(ON_CONFLICT);
    }

    /** After so many copies in a row that did not reach a member something is done; 0 for never. */
    public int maxFailures() {
        return settings.get(MAX_FAILURES);
    }

    public OnFailure onFailure() {
        return settings.get(ON_FAILURE);
    }

    @Override
    public int maxRoomsPerUser() {
        return settings.get(MAX_ROOMS_PER_USER);
    }

    @Override
    public int maxRooms() {
        return settings.get(MAX_ROOMS);
    }

    @Override
    public int maxMembers() {
        return settings.get(MAX_MEMBERS);
    }

    @Override
    public int maxMemberships() {
        return settings.get(MAX_MEMBERSHIPS);
    }

    /** The room that a message is for. */
    public SipAddress room(Message message) {
        return roomSource() == RoomSource.TO ? message.to() : message.requestUri();
    }

    public RoomSource roomSource() {
        return settings.get(ROOM_SOURCE);
    }
}
