package imc.config.internal;

import imc.api.mi.MiCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code imc_config}: the values in force, and where each is from. */
final class ShowConfiguration implements MiCommand {

    static final Map<String, Object> PROPERTIES = Map.of(MiCommand.NAME, "imc_config",
            MiCommand.PARAMETERS, new String[] {"[pid] Of which configuration; of all, if left out"},
            MiCommand.DESCRIPTION, "Shows the settings in force, of all PIDs or of one, and where each is from");

    private final ConfigurationFiles files;

    ShowConfiguration(ConfigurationFiles files) {
        this.files = files;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        Object pid = parameters.get("pid");
        List<Map<String, Object>> rows = files.rows().stream()
                .filter(row -> pid == null || row.get("pid").equals(pid.toString())).toList();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("directory", files.directory().toString());
        tree.put("settings", rows);
        return tree;
    }
}
