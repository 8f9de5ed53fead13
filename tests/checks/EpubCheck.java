import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;

/**
 * Lines “book, tab, report” → EPUBCheck's reports, as JSON, and an empty line when one is written.
 *
 * <p>To start EPUBCheck takes longer than to check a small book: one process checks all the books of a test run.
 */
public class EpubCheck {
  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    var orders = new BufferedReader(new InputStreamReader(System.in));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] paths = line.split("\t");
      new EpubChecker().run(new String[] {paths[0], "-u", "-q", "--json", paths[1]});
      answers.println();
      answers.flush();
    }
  }
}
