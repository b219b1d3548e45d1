package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** The one row that says which history the rooms in this database belong to. Kamailio has no such table. */
@Entity
@Table(name = TableNames.ROOMS + TableNames.LINEAGE_SUFFIX)
public class LineageRow {

    /** Writes also what is there already. */
    public static final String SET = "UPDATE LineageRow l SET l.lineage = :lineage";
    public static final Integer THE_ONE = 1;

    @Id
    @Column(name = "id")
    private Integer id;

    @Column(name = "lineage")
    private String lineage;

    /** For JPA. */
    protected LineageRow() {
    }

    public LineageRow(String lineage) {
        this.id = THE_ONE;
        this.lineage = lineage;
    }

    public String lineage() {
        return lineage == null ? "" : lineage;
    }
}
