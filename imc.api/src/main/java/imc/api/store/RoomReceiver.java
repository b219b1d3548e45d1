package imc.api.store;

import imc.api.Room;
import org.osgi.annotation.versioning.ProviderType;

/** Takes what a store reads. */
@ProviderType
public interface RoomReceiver {

    /** A room with its members. */
    void room(Room room);

    /**
     * Something that is kept but cannot be served.
     *
     * @param where the table and row, or the room
     * @param why   what is wrong with it
     */
    void damaged(String where, String why);
}
