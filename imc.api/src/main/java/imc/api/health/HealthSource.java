package imc.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows of something that the server needs, such as a database or a next hop. Whoever tells how the server is asks all
 * services of this type.
 */
@ConsumerType
public interface HealthSource {

    /**
     * What is missing now, so that part of the server's work is refused or in vain: one sentence each, without a full
     * stop and without passwords; empty while all is well, never null. Any thread may ask, often; waits for nothing.
     */
    List<String> missing();
}
