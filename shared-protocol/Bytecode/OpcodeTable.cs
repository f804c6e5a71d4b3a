namespace NanoBatch.Protocol
{
    /// <summary>The one list of instructions: shape and cost for verifier, engine and compiler, words for the disassembler and the documentation.</summary>
    public static class OpcodeTable
    {
        /// <summary>Opcodes below this are plain; the rest lies in the two ranges that carry an operand.</summary>
        public const int PlainCount = 30;
        public const int LoadSlotCount = 64;
        public const int ScanChannelCount = 16;

        /// <summary>Pops and pushes are given as letters, N a number, B a condition, and kept as half a byte each: an array of texts takes 12 bytes an entry.</summary>
        private static readonly byte[] s_stack = new byte[PlainCount + 2];
        private static readonly byte[] s_operand = new byte[PlainCount + 2];
        private static readonly byte[] s_steps = new byte[PlainCount + 2];
#if !NANOFRAMEWORK_1_0
        private static readonly string[] s_mnemonic = new string[PlainCount + 2];
        private static readonly string[] s_summary = new string[PlainCount + 2];
#endif

        static OpcodeTable()
        {
            // Steps: 1 step = 10 nominal IL instructions, decode included; a scan adds its plan's cost (ScanPlan).
            Row(Opcode.Scan, Operand.SeriesAndItems, "", "", 6, "scan",
                "one pass over the window of a series ; each item fills its value slots, null where JOB-LANGUAGE section 5 says so");
            Row(Opcode.Each, Operand.ChannelsAndItems, "", "", 6, "each", "scan for consecutive channels ; values channel by channel");
            Row(Opcode.EachByItem, Operand.ChannelsAndItems, "", "", 6, "each.item", "scan for consecutive channels ; values item by item ; no hist");
            Row(Opcode.Constant, Operand.Constant, "", "N", 5, "const", "push a number");
            Row(Opcode.RawConstant, Operand.ChannelAndConstant, "", "N", 8, "const.raw", "push the calibrated value of ADC counts of a channel");
            Row(Opcode.Load, Operand.Slot, "", "N", 4, "load", "push a value slot from 64 on ; null stays null");
            Row(Opcode.Add, Operand.None, "NN", "N", 4, "add", "sum ; null or not finite is null");
            Row(Opcode.Subtract, Operand.None, "NN", "N", 4, "sub", "difference ; null or not finite is null");
            Row(Opcode.Multiply, Operand.None, "NN", "N", 4, "mul", "product ; null or not finite is null");
            Row(Opcode.Divide, Operand.None, "NN", "N", 4, "div", "quotient ; divisor zero, null or not finite is null");
            Row(Opcode.Negate, Operand.None, "N", "N", 3, "neg", "opposite ; null stays null");
            Row(Opcode.Abs, Operand.None, "N", "N", 3, "abs", "absolute value ; null stays null");
            Row(Opcode.Less, Operand.None, "NN", "B", 4, "lt", "below ; false with null");
            Row(Opcode.LessOrEqual, Operand.None, "NN", "B", 4, "le", "below or equal ; false with null");
            Row(Opcode.Greater, Operand.None, "NN", "B", 4, "gt", "above ; false with null");
            Row(Opcode.GreaterOrEqual, Operand.None, "NN", "B", 4, "ge", "above or equal ; false with null");
            Row(Opcode.Equal, Operand.None, "NN", "B", 4, "eq", "equal ; false with null");
            Row(Opcode.NotEqual, Operand.None, "NN", "B", 4, "ne", "not equal ; false with null");
            Row(Opcode.InRange, Operand.Range, "N", "B", 8, "in", "within both ends, both included ; false with null");
            Row(Opcode.InRawRange, Operand.ChannelAndRange, "N", "B", 12, "in.raw", "within the calibrated values of two ADC counts, in whichever order ; false with null");
            Row(Opcode.And, Operand.None, "BB", "B", 3, "and", "both");
            Row(Opcode.Or, Operand.None, "BB", "B", 3, "or", "either");
            Row(Opcode.Not, Operand.None, "B", "B", 3, "not", "opposite");
            Row(Opcode.Field, Operand.None, "N", "", 4, "field", "the number becomes the report's next field");
            Row(Opcode.FieldItems, Operand.SlotAndCount, "", "", 30, "fields", "scan items become the report's next fields, a histogram as one array");
            Row(Opcode.ReportAll, Operand.None, "", "", 90, "report.all", "every scan item so far is a field ; send");
            Row(Opcode.Report, Operand.None, "", "", 90, "report", "send the fields");
            Row(Opcode.ReportRule, Operand.ReportRule, "", "", 120, "report.rule", "send the fields where a condition holds, or where they changed ; pops B with flag 1");
            Row(Opcode.Alert, Operand.None, "B", "", 20, "alert", "raise after one run in which it holds, clear after one in which it does not");
            Row(Opcode.AlertRule, Operand.AlertRule, "B", "", 22, "alert.rule", "raise after as many runs as said, clear where the condition on top holds ; pops BB with flag 1");
            Row(Opcode.LoadSlot, Operand.SlotInOpcode, "", "N", 3, "load", "push value slot 0..63 ; null stays null");
            Row(Opcode.ScanChannel, Operand.Items, "", "", 5, "scan", "one pass over the window of channel 0..15");
        }

        /// <summary>True when the byte starts an instruction.</summary>
        public static bool IsDefined(int code)
        {
            return RowOf(code) >= 0;
        }

        /// <summary>The opcode without the operand that two ranges carry in their low bits; the byte must be defined.</summary>
        public static Opcode KindOf(int code)
        {
            return code < PlainCount ? (Opcode)code : code < (int)Opcode.ScanChannel ? Opcode.LoadSlot : Opcode.ScanChannel;
        }

        public static Operand OperandOf(Opcode opcode)
        {
            return (Operand)s_operand[RowOf((int)opcode)];
        }

        /// <summary>Types taken from the stack, deepest first: letters N and B.</summary>
        public static string PopsOf(Opcode opcode)
        {
            return TypesOf(s_stack[RowOf((int)opcode)] >> 4);
        }

        /// <summary>Types left on the stack.</summary>
        public static string PushesOf(Opcode opcode)
        {
            return TypesOf(s_stack[RowOf((int)opcode)] & 15);
        }

        /// <summary>Fixed cost in steps, without the scan's own.</summary>
        public static int StepsOf(Opcode opcode)
        {
            return s_steps[RowOf((int)opcode)];
        }

#if !NANOFRAMEWORK_1_0
        public static string MnemonicOf(Opcode opcode)
        {
            return s_mnemonic[RowOf((int)opcode)];
        }

        /// <summary>What it does, then its edge rule.</summary>
        public static string SummaryOf(Opcode opcode)
        {
            return s_summary[RowOf((int)opcode)];
        }
#endif

        private static string TypesOf(int code)
        {
            switch (code)
            {
                case 1:
                    return "N";
                case 2:
                    return "NN";
                case 3:
                    return "B";
                case 4:
                    return "BB";
                default:
                    return "";
            }
        }

        private static int CodeOf(string types)
        {
            int code = 0;
            while (TypesOf(code) != types)
            {
                code++;
            }

            return code;
        }

        private static int RowOf(int code)
        {
            if (code < PlainCount)
            {
                return code;
            }

            if ((uint)(code - (int)Opcode.LoadSlot) < LoadSlotCount)
            {
                return PlainCount;
            }

            return (uint)(code - (int)Opcode.ScanChannel) < ScanChannelCount ? PlainCount + 1 : -1;
        }

        private static void Row(Opcode opcode, Operand operand, string pops, string pushes, int steps, string mnemonic, string summary)
        {
            int row = RowOf((int)opcode);
            s_operand[row] = (byte)operand;
            s_stack[row] = (byte)((CodeOf(pops) << 4) | CodeOf(pushes));
            s_steps[row] = (byte)steps;
#if !NANOFRAMEWORK_1_0
            s_mnemonic[row] = mnemonic;
            s_summary[row] = summary;
#endif
        }
    }
}
