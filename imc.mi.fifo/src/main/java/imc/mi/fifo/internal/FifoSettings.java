package imc.mi.fifo.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The configuration keys, which are Kamailio's.
 *
 * @param values in force
 */
record FifoSettings(Settings values) {

    static final String PID = "imc.mi.fifo";

    private static final Setting<Optional<Path>> FIFO_NAME = new Setting<>("fifo_name", Optional.empty(),
            "an absolute path, or nothing for no FIFO",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(absolute(text)));
    private static final Setting<String> FIFO_MODE = new Setting<>("fifo_mode", "0660",
            "an octal number from 0600 to 0777, by which its owner may read and write", FifoSettings::octal);
    private static final Setting<String> FIFO_USER = new Setting<>("fifo_user", "", "a user's name or number",
            FifoSettings::word);
    private static final Setting<String> FIFO_GROUP = new Setting<>("fifo_group", "", "a group's name or number",
            FifoSettings::word);
    private static final Setting<Path> REPLY_DIR = new Setting<>("reply_dir", Path.of("/tmp"), "an absolute path",
            FifoSettings::absolute);
    private static final Setting<String> REPLY_INDENT = new Setting<>("reply_indent", "\\t",
            "at most 16 printable characters, \\t for a tab, or \"in quotes\"", text -> {
                indent(text);
                return text;
            });

    static FifoSettings initial() {
        return new FifoSettings(
                Settings.initial(PID, FIFO_NAME, FIFO_MODE, FIFO_USER, FIFO_GROUP, REPLY_DIR, REPLY_INDENT));
    }

    /** These after a new configuration. */
    FifoSettings with(Map<String, ?> configuration, Consumer<String> refusal) {
        return new FifoSettings(values.with(configuration, refusal));
    }

    /** Whether there is to be a pipe at all. */
    boolean isOn() {
        return values.get(FIFO_NAME).isPresent();
    }

    /** Where the pipe is to be. */
    Path name() {
        return values.get(FIFO_NAME).orElseThrow();
    }

    Set<PosixFilePermission> mode() {
        int mode = Integer.parseInt(values.get(FIFO_MODE), 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] highestFirst = PosixFilePermission.values();
        for (int bit = 0; bit < highestFirst.length; bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(highestFirst[bit]);
            }
        }
        return permissions;
    }

    /** Empty for whoever runs the server. */
    String user() {
        return values.get(FIFO_USER);
    }

    /** Empty for the group of whoever runs the server. */
    String group() {
        return values.get(FIFO_GROUP);
    }

    Path replyDirectory() {
        return values.get(REPLY_DIR);
    }

    /** What one level is indented by. */
    String replyIndent() {
        return indent(values.get(REPLY_INDENT));
    }

    private static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute() || path.getNameCount() == 0) {
            throw new IllegalArgumentException("it is not absolute");
        }
        return path.normalize();
    }

    private static String octal(String text) {
        if (!text.matches("0?[67][0-7][0-7]")) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static String word(String text) {
        if (!text.matches("[A-Za-z0-9_][\\w.@$-]*|")) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static String indent(String text) {
        String bare = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1) : text;
        String indent = bare.replace("\\t", "\t");
        if (indent.length() > 16 || !indent.matches("[ -~\t]*")) {
            throw new IllegalArgumentException();
        }
        return indent;
    }
}
