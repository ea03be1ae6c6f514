import java.io.File;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.parsers.JsonParser;

/** Holds SBOMs against the schema of CycloneDX 1.5, strictly: {@code ValidateSbom FILE...}. */
class ValidateSbom {
    public static void main(String[] files) throws Exception {
        boolean valid = files.length > 0;
        for (String file : files) {
            List<ParseException> faults = new JsonParser().validate(new File(file), Version.VERSION_15);
            faults.forEach(fault -> System.err.println(file + ": " + fault.getMessage()));
            valid &= faults.isEmpty();
        }
        System.exit(valid ? 0 : 1);
    }
}
