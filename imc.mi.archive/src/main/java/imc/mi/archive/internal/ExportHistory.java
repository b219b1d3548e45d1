package imc.mi.archive.internal;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive.Archived;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_export_history}: all that a room keeps, part by part. */
@Component
@MiCommandProperties(name = "imc_export_history",
        parameters = {Archives.ROOM,
            "[after:integer] The id of the last message that was read before; left out, it begins with the oldest",
            "[count:integer] How many at most, 1 to 1000; 100 where it is left out"},
        description = "Gives what is kept of what was said in a room, the oldest first, in parts: 'next' is the "
                + "'after' of the next one")
public final class ExportHistory implements MiCommand {

    private static final long USUAL = 100;
    private static final long MOST = 1000;

    private final Archives archives;

    @Activate
    public ExportHistory(@Reference Archives archives) {
        this.archives = archives;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress room = archives.room(parameters);
        long after = number(parameters, "after", 0, 0, Long.MAX_VALUE);
        long count = number(parameters, "count", USUAL, 1, MOST);
        List<Archived> part = archives.ask(archive -> archive.after(room, after, (int) count));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("room", room.toString());
        tree.put("messages", part.stream().map(ExportHistory::row).toList());
        if (!part.isEmpty()) {
            tree.put("next", part.get(part.size() - 1).id());
        }
        return tree;
    }

    private static long number(Map<String, Object> parameters, String name, long usual, long least, long most)
            throws MiException {
        long number = (Long) parameters.getOrDefault(name, usual);
        if (number < least || number > most) {
            throw MiException.badRequest("the parameter '" + name + "' is " + number + "; " + least + " to " + most
                    + " is allowed");
        }
        return number;
    }

    private static Map<String, Object> row(Archived archived) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", archived.id());
        row.put("sent", archived.message().sent().toString());
        row.put("from", archived.message().sender().toString());
        row.put("name", archived.message().name());
        row.put("type", archived.message().content().type());
        row.put("text", archived.message().content().asText());
        return row;
    }
}
