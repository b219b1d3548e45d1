package imc.config.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;

/** Reads a bundle's metatype: the PIDs that it takes, with their keys. */
final class Descriptions {

    /** Where a bundle has them. */
    static final String FOLDER = "OSGI-INF/metatype";

    private Descriptions() {
    }

    /**
     * @param xml  one file of {@link #FOLDER}
     * @param ours whether it is of a bundle of the conference server
     */
    static List<Pid> read(InputStream xml, boolean ours) throws IOException {
        MetaData description = new MetaDataReader().parse(xml);
        List<Pid> pids = new ArrayList<>();
        if (description.getDesignates() != null) {
            for (Object each : description.getDesignates()) {
                pids.add(pid((Designate) each, description, ours));
            }
        }
        return pids;
    }

    private static Pid pid(Designate designate, MetaData description, boolean ours) {
        boolean factory = designate.getFactoryPid() != null && !designate.getFactoryPid().isEmpty();
        OCD definition = (OCD) description.getObjectClassDefinitions().get(designate.getObject().getOcdRef());
        Map<String, Key> keys = new LinkedHashMap<>();
        if (definition != null && definition.getAttributeDefinitions() != null) {
            for (Object each : definition.getAttributeDefinitions().values()) {
                Key key = Key.of((AD) each);
                keys.put(key.name(), key);
            }
        }
        return new Pid(factory ? designate.getFactoryPid() : designate.getPid(), factory, ours, keys);
    }
}
