package imc.config.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The configurations in ConfigAdmin that come from files: they bear a mark, by which they are told from others. */
final class Configurations {

    /** A key of ours, with the path of the file; empty where there is none. A full stop makes it nobody else's. */
    static final String MARK = ".imc.config.file";
    /** Whichever bundle takes it, and the next one after an update. */
    private static final String ANY_BUNDLE = "?";
    private static final char FACTORY_MARK = '~';

    private final ConfigurationAdmin admin;

    Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** The PIDs of all that are ours. */
    Set<String> ours() throws IOException {
        return all("(" + MARK + "=*)").map(Configuration::getPid).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether somebody else has made one. */
    boolean isForeign(String pid) throws IOException {
        return all("(service.pid=" + pid + ")").anyMatch(each -> each.getProperties().get(MARK) == null);
    }

    private Stream<Configuration> all(String filter) throws IOException {
        try {
            return Stream.ofNullable(admin.listConfigurations(filter)).flatMap(Arrays::stream);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values of one that is ours, if it is there. */
    Optional<Map<String, String>> values(String pid) throws IOException {
        if (!ours().contains(pid)) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        FrameworkUtil.asMap(get(pid).getProperties()).forEach((key, value) -> values.put(key, String.valueOf(value)));
        values.keySet().removeIf(key -> key.equals(MARK) || key.startsWith("service."));
        return Optional.of(values);
    }

    /** @return whether anything has changed */
    boolean put(String pid, Map<String, String> values, Optional<String> file) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>(values);
        properties.put(MARK, file.orElse(""));
        return get(pid).updateIfDifferent(properties);
    }

    void delete(String pid) throws IOException {
        get(pid).delete();
    }

    private Configuration get(String pid) throws IOException {
        int mark = pid.indexOf(FACTORY_MARK);
        return mark < 0 ? admin.getConfiguration(pid, ANY_BUNDLE)
                : admin.getFactoryConfiguration(pid.substring(0, mark), pid.substring(mark + 1), ANY_BUNDLE);
    }
}
