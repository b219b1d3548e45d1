package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Id;
import javax.persistence.MappedSuperclass;

/** What rows of a user in a room have in common. */
@MappedSuperclass
public abstract class UserRow {

    @Id
    @Column(name = "id")
    private Integer id;

    @Column(name = "username")
    private String username;

    @Column(name = "domain")
    private String domain;

    @Column(name = "room")
    private String room;

    /** For JPA. */
    protected UserRow() {
    }
}
