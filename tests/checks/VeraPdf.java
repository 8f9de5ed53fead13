import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * PDFs → what veraPDF finds, one line of fields between tabs for each: file, flavour, rule, message.
 *
 * <p>Usage: VeraPdf ua1,2a FILE.pdf ... The last field of a line with the rule "checks" is the number of checks made.
 */
public class VeraPdf {
  private static final int MOST_FAILURES = 1_000;

  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < args.length; i++) {
      for (String flavour : args[0].split(",")) {
        check(args[i], flavour);
      }
    }
  }

  private static void check(String file, String name) throws Exception {
    var foundry = Foundries.defaultInstance();
    var flavour = PDFAFlavour.byFlavourId(name);
    try (var document = foundry.createParser(new FileInputStream(file), flavour);
        var validator = foundry.createValidator(flavour, MOST_FAILURES, false, false, false)) {
      ValidationResult result = validator.validate(document);
      say(file, name, "checks", String.valueOf(result.getTotalAssertions()));
      for (TestAssertion test : result.getTestAssertions()) {
        if (test.getStatus() == TestAssertion.Status.FAILED) {
          String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
          say(file, name, rule, test.getMessage() + " @ " + test.getLocation().getContext());
        }
      }
    }
  }

  private static void say(String... fields) {
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i].replaceAll("\\s+", " ");
    }
    System.out.println(String.join("\t", fields));
  }
}
